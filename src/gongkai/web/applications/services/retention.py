"""Retention: after the organ's years the content of an ended case is erased; its ledger and its figures stay (个人信息保护法 Art. 19, 47).

A review or lawsuit that is not over holds its application. Drafts that nobody finished go after :data:`DRAFT_DAYS`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Q

from gongkai.web.applications.models import Application, Consulted, Draft, Erasure, Letter, Person, Rectification, Remedy, Text
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.organs.models import Organ
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

ERASED = "已按保存期限清除"
DRAFT_DAYS = 30  # a habit of the house: who applies comes back within a month or begins anew
WARNING = timedelta(days=31)  # so long before, the page of upkeep names what will go
_PENDING = Q(final_on=None) | Q(performance_due__isnull=False, performed_on=None)
_HELD_SCAN = "intake."  # scanned, and never put to a case


class Going(NamedTuple):
    """A case whose content will be erased on ``on``, unless a review or lawsuit about it begins before."""

    row: Application | Rectification | Remedy
    ended_on: date
    on: date


def years_of(organ: Organ) -> int:
    """How many years the organ keeps content; 0 or less: for ever."""
    return int(settings.of(organ, "retention_years"))


def going(organ: Organ, until: date) -> list[Going]:
    """What will have been erased by ``until``, the earliest first."""
    years = years_of(organ)
    if years < 1:
        return []
    last = _years(until, -years)
    found = [
        *(Going(each, each.ended_on, _years(each.ended_on, years)) for each in _applications(organ, last) if each.ended_on),
        *(Going(each, each.decided_on, _years(each.decided_on, years)) for each in _rectifications(organ, last) if each.decided_on),
        *(Going(each, each.final_on, _years(each.final_on, years)) for each in _remedies(organ, last) if each.final_on),
    ]
    return sorted(found, key=lambda each: (each.on, each.row.register_number))


def held(organ: Organ, on: date) -> QuerySet[Application]:
    """What would be erased by now if a review or lawsuit about it were over."""
    years = years_of(organ)
    ended = (
        Application.objects.filter(organ=organ, erased_on=None, ended_on__lte=_years(on, -years))
        if years > 0
        else Application.objects.none()
    )
    return ended.filter(pk__in=_held()).order_by("ended_on")


def erase_due(*, moment: datetime) -> int:
    """Erase what is due today in all organs, and drafts that nobody finished. How many cases were erased."""
    day = day_of(moment)
    count = 0
    for organ in Organ.objects.order_by("pk"):
        for each in going(organ, day):
            _erase(each, years_of(organ), day, moment)
            count += 1
    _drafts(moment, day)
    return count


@transaction.atomic
def _erase(case: Going, years: int, day: date, moment: datetime) -> None:
    row = case.row
    people = texts = 0
    if isinstance(row, Application):
        people, texts = _of_application(row)
        row.purpose, row.extra, row.content_hash, row.erased_on = "", {}, "", day
        row.save(update_fields=["purpose", "extra", "content_hash", "erased_on"])
    elif isinstance(row, Rectification):
        people = 1
        row.name = row.identity = row.phone = row.address = ""
        row.record = row.wanted = row.evidence = ERASED
        row.erased_on = day
        row.save(update_fields=["name", "identity", "phone", "address", "record", "wanted", "evidence", "erased_on"])
    else:
        people = 1 if row.claimant else 0
        row.claimant, row.claim, row.erased_on = "", ERASED, day
        row.save(update_fields=["claimant", "claim", "erased_on"])
    texts += Text.objects.filter(stream=row.pk).update(text=ERASED)
    Letter.objects.filter(stream=row.pk).update(answers="", facts="")
    gone = _files(StoredFile.objects.filter(stream=row.pk, erased_on=None), day)
    Erasure.objects.create(
        organ_id=row.organ_id, stream=row.pk, number=row.register_number, ended_on=case.ended_on, years=years, people=people, texts=texts,
        files=gone, moment=moment,
    )  # fmt: skip


def _of_application(row: Application) -> tuple[int, int]:
    """People away, asked parties and items without words. How many people and texts."""
    people, _ = Person.objects.filter(application=row).delete()
    asked = Consulted.objects.filter(application=row).update(name="", address="", phone="", asked=ERASED, link="", link_until=None)
    Draft.objects.filter(application=row).delete()
    return people + asked, row.items.update(content=ERASED, index_number="")


def _drafts(moment: datetime, day: date) -> None:
    """Unfinished forms, forms that became an application long ago, and scans that no application took."""
    before = moment - timedelta(days=DRAFT_DAYS)
    old = Draft.objects.filter(updated_at__lt=before)
    streams: list[uuid.UUID] = list(old.filter(application=None).values_list("pk", flat=True))
    _files(StoredFile.objects.filter(stream__in=streams, erased_on=None), day)
    _files(StoredFile.objects.filter(stream=None, purpose__startswith=_HELD_SCAN, stored_at__lt=before, erased_on=None), day)
    old.delete()


def _files(rows: Iterable[StoredFile], day: date) -> int:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - counted while it goes
        files.erase(row, day)
    return count


def _held() -> QuerySet[Remedy, uuid.UUID | None]:
    return Remedy.objects.filter(_PENDING, application__isnull=False).values_list("application", flat=True)


def _applications(organ: Organ, last: date) -> QuerySet[Application]:
    return Application.objects.filter(organ=organ, erased_on=None, ended_on__lte=last, unserved=0).exclude(pk__in=_held())


def _rectifications(organ: Organ, last: date) -> QuerySet[Rectification]:
    return Rectification.objects.filter(organ=organ, erased_on=None, decided_on__lte=last, served_on__isnull=False)


def _remedies(organ: Organ, last: date) -> QuerySet[Remedy]:
    return Remedy.objects.filter(organ=organ, erased_on=None, final_on__lte=last).exclude(_PENDING)


def _years(day: date, count: int) -> date:
    """The same day so many years on; 29 February becomes 1 March, so that nothing goes too early."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return date(day.year + count, 3, 1)
