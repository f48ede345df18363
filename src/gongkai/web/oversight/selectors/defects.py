"""What went wrong, thing by thing: the one meaning of each defect, for the board that counts them and for indicators that show each as evidence.

Every function answers for many organs at once and gives rows that are not read yet: one query, however many organs. A period is ``first`` to
``last``, both days in it; ``day`` is the day on which one looks. Nothing of an applicant, and nothing of what was asked, is ever selected here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from gongkai.ledger.vocabulary.codes import Result
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.selectors.days import RUNNING
from gongkai.web.oversight.models import UNFINISHED, Grievance, Order
from gongkai.web.publication.models import Complaint, Delivery, Interpretation, Item
from gongkai.web.publication.models.item import POLICIES, STANDING, Phase
from gongkai.web.reporting.models import ActivityFact

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Any, TypeAlias
    from uuid import UUID

    from django.db.models import QuerySet

    Organs: TypeAlias = Collection[UUID] | QuerySet[Any, Any]  # their ids, or a query for them: two thousand ids are no parameters

OPEN_ITEMS = (Phase.DRAFT, Phase.REVIEW, Phase.APPROVED, Phase.SCHEDULED, Phase.CHANGING)
NOT_RECEIVED = (Delivery.State.REFUSED, Delivery.State.FAILED)
STUCK_AFTER = timedelta(days=3)  # a delivery that was refused or failed for so long is nobody's accident any more


# --- 主动公开 -----------------------------------------------------------------------------------------------


def items_first_public(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """What became public for the first time in the period: what the others are a share of."""
    return Item.objects.filter(organ__in=organs, first_published_on__range=(first, last))


def items_late(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Published for the first time in the period, and after the day on which it had to be (条例 Art. 26)."""
    return items_first_public(organs, first, last).filter(first_published_on__gt=F("owed_by"))


def items_overdue(organs: Organs, day: date) -> QuerySet[Item]:
    """Past its day, and still not public, or not in its new content (条例 Art. 26)."""
    return Item.objects.filter(organ__in=organs, phase__in=OPEN_ITEMS, due_on__lt=day)


def items_due(organs: Organs, day: date, until: date) -> QuerySet[Item]:
    """Not public yet, and to be public on one of these days (条例 Art. 26)."""
    return Item.objects.filter(organ__in=organs, phase__in=OPEN_ITEMS, due_on__range=(day, until))


def items_dated_wrongly(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Public before the day on which it says it was formed: a date that cannot be true (国办秘函〔2019〕19号: 伪造发稿日期)."""
    return items_first_public(organs, first, last).filter(formed_on__gt=F("first_published_on"))


def items_without_number(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Policies and normative documents that became public in the period without 发文字号."""
    return items_first_public(organs, first, last).filter(genre__in=POLICIES, number="")


def items_without_summary(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Published without 内容概述, which the catalogue must have (条例 Art. 12)."""
    return items_first_public(organs, first, last).filter(summary="")


def policies(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """What wants an interpretation and became public in the period (国办发〔2016〕19号)."""
    return items_first_public(organs, first, last).filter(genre__in=POLICIES, phase__in=STANDING)


def policies_first_public(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Policies and normative documents that became public in the period, also those that were taken down since."""
    return items_first_public(organs, first, last).filter(genre__in=POLICIES)


def policies_unexplained(organs: Organs, first: date, last: date) -> QuerySet[Item]:
    """Of these, those that nothing explains."""
    return policies(organs, first, last).filter(explained=0)


def explained_by_leaders(organs: Organs, first: date, last: date) -> QuerySet[Interpretation]:
    """To the organ's credit: what its head explained himself, the explanation public for the first time in the period (国办发〔2016〕19号)."""
    return Interpretation.objects.filter(
        policy__organ__in=organs, by_leader=True, recorded=True, item__first_published_on__range=(first, last)
    )


def items_with_links(organs: Organs) -> QuerySet[Item]:
    """What readers see now and whose links were looked at: what was found stands in ``shown.links`` as address, ok, words."""
    return Item.objects.filter(organ__in=organs, phase__in=STANDING, shown__links_at__isnull=False).exclude(shown__links=[])


def deliveries_stuck(organs: Organs, day: date) -> QuerySet[Delivery]:
    """Channels that refused what was published, or were not reached, for days."""
    return Delivery.objects.filter(item__organ__in=organs, state__in=NOT_RECEIVED, created_at__date__lt=day - STUCK_AFTER)


def deliveries_failed(organs: Organs, first: date, last: date) -> QuerySet[Delivery]:
    """Sent out in the period, and refused or not received until now."""
    return Delivery.objects.filter(item__organ__in=organs, state__in=NOT_RECEIVED, created_at__date__range=(first, last))


def complaints_overdue(organs: Organs, day: date) -> QuerySet[Complaint]:
    """What readers said is wrong on a page, unanswered past its day (《政府网站发展指引》)."""
    return Complaint.objects.filter(organ__in=organs, state=Complaint.State.NEW, due_on__lt=day)


def complaints_due(organs: Organs, day: date, until: date) -> QuerySet[Complaint]:
    """The same, to be answered on one of these days."""
    return Complaint.objects.filter(organ__in=organs, state=Complaint.State.NEW, due_on__range=(day, until))


def complaints_answered(organs: Organs, first: date, last: date) -> QuerySet[Any, Any]:
    """What readers said is wrong on a page, answered in the period by the Chinese calendar; with ``answered_on``, the day."""
    done: QuerySet[Any, Any] = Complaint.objects.filter(organ__in=organs, answered_at__isnull=False).annotate(
        answered_on=TruncDate("answered_at")
    )
    return done.filter(answered_on__gte=first, answered_on__lte=last)


def complaints_late(organs: Organs, first: date, last: date) -> QuerySet[Any, Any]:
    """Of these, those that were answered after their day (《政府网站发展指引》)."""
    return complaints_answered(organs, first, last).filter(answered_on__gt=F("due_on"))


# --- 依申请公开 ---------------------------------------------------------------------------------------------


def applications_received(organs: Organs, first: date, last: date) -> QuerySet[Application]:
    """Received in the period (条例 Art. 31)."""
    return Application.objects.filter(organ__in=organs, received_on__range=(first, last))


def applications_ended(organs: Organs, first: date, last: date) -> QuerySet[Application]:
    """Answered in the period: what the others are a share of."""
    return Application.objects.filter(organ__in=organs, ended_on__range=(first, last))


def applications_late(organs: Organs, first: date, last: date) -> QuerySet[Application]:
    """Answered in the period, and after the last day (条例 Art. 33)."""
    return applications_ended(organs, first, last).filter(on_time=False)


def applications_overdue(organs: Organs, day: date) -> QuerySet[Application]:
    """Past its last day, and not answered (条例 Art. 33)."""
    return Application.objects.filter(organ__in=organs, phase__in=RUNNING, due_on__lt=day)


def applications_due(organs: Organs, day: date, until: date) -> QuerySet[Application]:
    """Not answered yet, and to be answered on one of these days (条例 Art. 33)."""
    return Application.objects.filter(organ__in=organs, phase__in=RUNNING, due_on__range=(day, until))


def remedies_final(organs: Organs, first: date, last: date) -> QuerySet[Remedy]:
    """Reviews and lawsuits with a final result in the period."""
    return Remedy.objects.filter(organ__in=organs, final_on__range=(first, last))


def remedies_corrected(organs: Organs, first: date, last: date) -> QuerySet[Remedy]:
    """Of these, those in which the organ was put right (年报 table four: 结果纠正)."""
    return remedies_final(organs, first, last).filter(result=Result.OVERTURNED.value)


def remedies_overdue(organs: Organs, day: date) -> QuerySet[Remedy]:
    """A duty of the organ in a review or lawsuit that is past its day (复议法 Art. 48, 54, 77; 诉讼法 Art. 67, 85)."""
    owed = Q(next_due__lt=day) | Q(performed_on=None, performance_due__lt=day)
    return Remedy.objects.filter(owed, organ__in=organs)


def remedies_due(organs: Organs, day: date, until: date) -> QuerySet[Remedy]:
    """A duty in a review or lawsuit on one of these days, and none that is past."""
    owed = Q(next_due__range=(day, until)) | Q(performed_on=None, performance_due__range=(day, until))
    answers = Q(next_due=None) | Q(next_due__gte=day)
    performs = Q(performance_due=None) | Q(performance_due__gte=day) | Q(performed_on__isnull=False)
    return Remedy.objects.filter(owed, answers, performs, organ__in=organs)


# --- 监督保障 -----------------------------------------------------------------------------------------------


def activities_held(organs: Organs, sort: str, first: date, last: date) -> QuerySet[ActivityFact]:
    """Meetings, training, open days … of the period, as registered for the report. ``sort`` is the event's name without its stream's."""
    return ActivityFact.objects.filter(organ__in=organs, sort=sort, on__range=(first, last))


# --- 整改 ---------------------------------------------------------------------------------------------------


def grievances_unexplained(organs: Organs, day: date) -> QuerySet[Grievance]:
    """The superior asked the organ about a complaint, and the day by which it explains itself is past (条例 Art. 47, 51)."""
    return Grievance.objects.filter(organ__in=organs, state=Grievance.State.ASKED, reply_by__lt=day)


def orders_overdue(organs: Organs, day: date) -> QuerySet[Order]:
    """Ordered by the superior, past its day, and neither done nor answered (条例 Art. 47)."""
    return Order.objects.filter(organ__in=organs, state__in=UNFINISHED, due_on__lt=day)


def orders_due(organs: Organs, day: date, until: date) -> QuerySet[Order]:
    """Ordered by the superior, to be done on one of these days."""
    return Order.objects.filter(organ__in=organs, state__in=UNFINISHED, due_on__range=(day, until))
