"""政策解读 of a year: which policies are explained and by when the others are, how many, how, by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Prefetch

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.clock import interpretation_term
from gongkai.web.publication.models import Interpretation, Item
from gongkai.web.publication.models.item import POLICIES, STANDING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


class Line(NamedTuple):
    """A policy, its interpretations, the last day for one, working days left (negative behind it; None when one is there or no day is known)."""

    policy: Item
    interpretations: list[Interpretation]
    due: date | None
    left: int | None


class Share(NamedTuple):
    """A part of a whole; ``percent`` None where the whole is nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded to whole per cents."""
        return round(100 * self.part / self.whole) if self.whole else None


class Figures(NamedTuple):
    """Of the policies that became public in a year: how many are explained; of their interpretations, how many are no text, how many by leaders."""

    covered: Share
    not_text: Share
    by_leaders: Share


def policies_of(organ: Organ, year: int) -> QuerySet[Item]:
    """The policies that became public in the year and still stand, newest first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = Item.objects.filter(organ=organ, genre__in=POLICIES, phase__in=STANDING, first_published_on__range=(first, last))
    linked = Interpretation.objects.select_related("item")
    return found.prefetch_related(Prefetch("interpretations", linked)).order_by("-first_published_on", "pk")


def lines(organ: Organ, policies: list[Item], today: date) -> list[Line]:
    """The policies with what each still owes (国办发〔2016〕19号)."""
    calendar = calendar_of(organ)
    found = []
    for policy in policies:
        assert policy.first_published_on is not None
        term = interpretation_term(policy.first_published_on, calendar)
        last = term.due if term else None
        left = None
        if not policy.explained and last is not None:
            left = calendar.between(today, last) if today <= last else -max(calendar.between(last, today), 1)
        found.append(Line(policy, list(policy.interpretations.all()), last, left))
    return found


def figures(organ: Organ, year: int) -> Figures:
    """Counted from what is recorded in the ledger: both sides public."""
    policies = list(policies_of(organ, year).prefetch_related(None).values_list("pk", "explained"))
    recorded = list(Interpretation.objects.filter(policy__in=[pk for pk, _ in policies], recorded=True).values_list("form", "by_leader"))
    return Figures(
        Share(sum(explained > 0 for _, explained in policies), len(policies)),
        Share(sum(form != Explanation.TEXT.value for form, _ in recorded), len(recorded)),
        Share(sum(by_leader for _, by_leader in recorded), len(recorded)),
    )


def candidates(organ: Organ, policy: Item) -> QuerySet[Item]:
    """Items that may explain the policy: of the same organ, no policies themselves, not yet linked; the newest first."""
    found = Item.objects.filter(organ=organ).exclude(genre__in=POLICIES).exclude(pk=policy.pk).exclude(explains__policy=policy)
    return found.order_by("-created_at", "pk")
