"""What went wrong, thing by thing: the one meaning of each defect, for the board that counts them and for indicators that show each as evidence.

Every function answers for many organs at once and gives rows that are not read yet: one query, however many organs. A period is ``first`` to
``last``, both days in it; ``day`` is the day on which one looks. Nothing of an applicant, and nothing of what was asked, is ever selected here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q

from gongkai.ledger.vocabulary.codes import Result
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.selectors.days import RUNNING
from gongkai.web.publication.models import Complaint, Delivery, Item
from gongkai.web.publication.models.item import POLICIES, STANDING, Phase

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

OPEN_ITEMS = (Phase.DRAFT, Phase.REVIEW, Phase.APPROVED, Phase.SCHEDULED, Phase.CHANGING)
STUCK_AFTER = timedelta(days=3)  # a delivery that was refused or failed for so long is nobody's accident any more


# --- 主动公开 -----------------------------------------------------------------------------------------------


def items_first_public(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """What became public for the first time in the period: what the others are a share of."""
    return Item.objects.filter(organ__in=organs, first_published_on__range=(first, last))


def items_late(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """Published for the first time in the period, and after the day on which it had to be (条例 Art. 26)."""
    return items_first_public(organs, first, last).filter(first_published_on__gt=F("owed_by"))


def items_overdue(organs: Collection[UUID], day: date) -> QuerySet[Item]:
    """Past its day, and still not public, or not in its new content (条例 Art. 26)."""
    return Item.objects.filter(organ__in=organs, phase__in=OPEN_ITEMS, due_on__lt=day)


def items_dated_wrongly(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """Public before the day on which it says it was formed: a date that cannot be true (国办秘函〔2019〕19号: 伪造发稿日期)."""
    return items_first_public(organs, first, last).filter(formed_on__gt=F("first_published_on"))


def items_without_number(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """Policies and normative documents that became public in the period without 发文字号."""
    return items_first_public(organs, first, last).filter(genre__in=POLICIES, number="")


def items_without_summary(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """Published without 内容概述, which the catalogue must have (条例 Art. 12)."""
    return items_first_public(organs, first, last).filter(summary="")


def policies(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """What wants an interpretation and became public in the period (国办发〔2016〕19号)."""
    return items_first_public(organs, first, last).filter(genre__in=POLICIES, phase__in=STANDING)


def policies_unexplained(organs: Collection[UUID], first: date, last: date) -> QuerySet[Item]:
    """Of these, those that nothing explains."""
    return policies(organs, first, last).filter(explained=0)


def deliveries_stuck(organs: Collection[UUID], day: date) -> QuerySet[Delivery]:
    """Channels that refused what was published, or were not reached, for days."""
    stuck = (Delivery.State.REFUSED, Delivery.State.FAILED)
    return Delivery.objects.filter(item__organ__in=organs, state__in=stuck, created_at__date__lt=day - STUCK_AFTER)


def complaints_overdue(organs: Collection[UUID], day: date) -> QuerySet[Complaint]:
    """What readers said is wrong on a page, unanswered past its day (《政府网站发展指引》)."""
    return Complaint.objects.filter(organ__in=organs, state=Complaint.State.NEW, due_on__lt=day)


# --- 依申请公开 ---------------------------------------------------------------------------------------------


def applications_ended(organs: Collection[UUID], first: date, last: date) -> QuerySet[Application]:
    """Answered in the period: what the others are a share of."""
    return Application.objects.filter(organ__in=organs, ended_on__range=(first, last))


def applications_late(organs: Collection[UUID], first: date, last: date) -> QuerySet[Application]:
    """Answered in the period, and after the last day (条例 Art. 33)."""
    return applications_ended(organs, first, last).filter(on_time=False)


def applications_overdue(organs: Collection[UUID], day: date) -> QuerySet[Application]:
    """Past its last day, and not answered (条例 Art. 33)."""
    return Application.objects.filter(organ__in=organs, phase__in=RUNNING, due_on__lt=day)


def remedies_final(organs: Collection[UUID], first: date, last: date) -> QuerySet[Remedy]:
    """Reviews and lawsuits with a final result in the period."""
    return Remedy.objects.filter(organ__in=organs, final_on__range=(first, last))


def remedies_corrected(organs: Collection[UUID], first: date, last: date) -> QuerySet[Remedy]:
    """Of these, those in which the organ was put right (年报 table four: 结果纠正)."""
    return remedies_final(organs, first, last).filter(result=Result.OVERTURNED.value)


def remedies_overdue(organs: Collection[UUID], day: date) -> QuerySet[Remedy]:
    """A duty of the organ in a review or lawsuit that is past its day (复议法 Art. 48, 54, 77; 诉讼法 Art. 67, 85)."""
    owed = Q(next_due__lt=day) | Q(performed_on=None, performance_due__lt=day)
    return Remedy.objects.filter(owed, organ__in=organs)
