"""What waits for one person: items to review, items to approve. Nobody is shown what he may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.web.publication.models import Item, Opinion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ


def to_review(user: User, organs: QuerySet[Organ]) -> QuerySet[Item]:
    """Items of these organs that wait for a review which ``user`` may do: not his own draft, not one that he has passed already."""
    done = Opinion.objects.filter(
        item=OuterRef("pk"),
        version=OuterRef("draft"),
        reviewer=user,
        verdict=Verdict.PASSED.value,
        recorded_at__gte=OuterRef("submitted_at"),
    )
    waiting = _waiting(organs).exclude(next_stage="").exclude(drafter=user)
    return waiting.filter(~Exists(done.exclude(stage="")))


def to_approve(organs: QuerySet[Organ]) -> QuerySet[Item]:
    """Items of these organs whose three reviews are passed."""
    return _waiting(organs).filter(next_stage="")


def _waiting(organs: QuerySet[Organ]) -> QuerySet[Item]:
    return Item.objects.filter(organ__in=organs.order_by().values("pk"), submitted_at__isnull=False, approved_on__isnull=True)
