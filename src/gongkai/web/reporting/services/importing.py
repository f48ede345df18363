"""Reports of earlier years from files: read, shown, confirmed by a clerk; the history of the organ (条例 Art. 50).

A file that was handed in waits in the vault with what was read from it, until somebody says that it is this organ's report of that
year. Nothing that was brought in is lost: what a better file replaces stays.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.report import codec
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Organ
from gongkai.web.reporting.models import Edition, PastReport, Scope
from gongkai.web.reporting.selectors.past import FIRST_YEAR, names_it
from gongkai.web.reporting.services.acting import actor_of
from gongkai.web.reporting.services.reading import read_apart
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from gongkai.report.model import Report
    from gongkai.web.accounts.models import User
    from gongkai.web.vault.files import Upload

PURPOSE, WAITING, READ = "past_report", "past_report_waiting", "past_report_read"
WAITS_DAYS = 30  # a file that nobody confirmed goes with a later upload
_REPORT = ("条例:50",)


class Waiting(NamedTuple):
    """A file that waits to be confirmed, what was read from it, and how many rules that surely breaks."""

    file: StoredFile
    report: Report
    errors: int


def upload(*, organ: Organ, paper: Upload, by: User, moment: datetime) -> Waiting:
    """Read a file and keep it until it is confirmed or dropped. Takes up to a minute. Raises :class:`UnusableInput`, then nothing is kept."""
    reading = read_apart(paper.data, moment=moment)
    said = {"errors": reading.errors, "document": codec.to_dict(reading.report)}
    with transaction.atomic():
        _sweep(organ, moment)
        kept = files.keep(
            name=paper.name, data=paper.data, kind=reading.kind, purpose=WAITING, stream=None, organ=organ.pk, by=actor_of(by), moment=moment
        )  # fmt: skip
        files.keep(
            name="读到的内容.json", data=json.dumps(said, ensure_ascii=False).encode("utf-8"), kind="text", purpose=READ, stream=kept.pk,
            organ=organ.pk, by=actor_of(by), moment=moment,
        )  # fmt: skip
    return Waiting(kept, reading.report, reading.errors)


def waiting(organ: Organ, pk: uuid.UUID) -> Waiting | None:
    """The file of that organ that waits under this id; None for one that was confirmed or dropped. Raises :class:`UnusableInput` when the disk lost it."""
    kept = StoredFile.objects.filter(pk=pk, organ=organ.pk, purpose=WAITING, erased_on=None).first()
    read = StoredFile.objects.filter(stream=pk, purpose=READ, erased_on=None).first() if kept else None
    if kept is None or read is None:
        return None
    said = json.loads(files.read(read))
    return Waiting(kept, codec.from_dict(said["document"]), said["errors"])


@transaction.atomic
def confirm(
    *, organ: Organ, pk: uuid.UUID, year: int, by: User, moment: datetime, other_organ: bool = False, other_year: bool = False
) -> PastReport:
    """Make the waiting file the organ's report of that year; an older file is kept as replaced.

    ``other_organ`` and ``other_year``: the clerk says that it is right although the file names another one. Raises :class:`NotAllowed`
    with all reasons.
    """
    Organ.objects.select_for_update().get(pk=organ.pk)  # one report a year, whoever confirms first
    found = waiting(organ, pk)
    if found is None:
        raise NotAllowed((Reason("这个文件已经导入或者放弃了，请重新上传"),))
    problems = why_not(organ, found.report, year, moment, other_organ=other_organ, other_year=other_year)
    if problems:
        raise NotAllowed(problems)
    PastReport.objects.filter(organ=organ, year=year, replaced_at=None).update(replaced_at=moment)
    found.file.purpose = PURPOSE
    found.file.save(update_fields=["purpose"])
    made = PastReport.objects.create(
        organ=organ, year=year, document=codec.to_dict(found.report), file=found.file, findings=found.errors, created_at=moment, created_by=actor_of(by),
    )  # fmt: skip
    _forget(pk, moment)
    return made


@transaction.atomic
def drop(*, organ: Organ, pk: uuid.UUID, moment: datetime) -> bool:
    """Erase a waiting file and what was read from it. Whether there was one."""
    kept = StoredFile.objects.select_for_update().filter(pk=pk, organ=organ.pk, purpose=WAITING, erased_on=None).first()
    if kept is None:
        return False
    _forget(pk, moment)
    files.erase(kept, day_of(moment))
    return True


def why_not(
    organ: Organ, report: Report, year: int, moment: datetime, *, other_organ: bool = False, other_year: bool = False
) -> tuple[Reason, ...]:
    """Everything that keeps the report from being that organ's of that year."""
    problems, this = [], day_of(moment).year
    if not FIRST_YEAR <= year < this:
        problems.append(Reason(f"年度要在 {FIRST_YEAR} 到 {this - 1} 之间，现在写的是 {year}；还没有过完的年度没有年度报告", _REPORT))
    edition = Edition.objects.filter(report__organ=organ, report__year=year, report__scope=Scope.OWN).order_by("-number").first()
    if edition is not None:
        problems.append(Reason(f"{year}年度报告已经由本系统公布（第{edition.number}版），不用导入文件；有错请在系统里更正", _REPORT))
    if names_it(organ, report.organ) is False and not other_organ:
        problems.append(Reason(f"文件写的机关是“{report.organ}”，不是“{organ.name}”；确实是本机关的报告，请勾选确认"))
    if report.year is not None and report.year != year and not other_year:
        problems.append(
            Reason(f"文件写的是{report.year}年度，要导入为{year}年度；确实如此，请勾选确认，否则请把年度改为{report.year}", _REPORT)
        )
    return tuple(problems)


def _forget(pk: uuid.UUID, moment: datetime) -> None:
    """What was read is in the row now, or is not wanted."""
    for read in StoredFile.objects.filter(stream=pk, purpose=READ, erased_on=None):
        files.erase(read, day_of(moment))


def _sweep(organ: Organ, moment: datetime) -> None:
    """Files that nobody confirmed for a month."""
    for kept in StoredFile.objects.filter(
        organ=organ.pk, purpose=WAITING, erased_on=None, stored_at__lt=moment - timedelta(days=WAITS_DAYS)
    ):
        _forget(kept.pk, moment)
        files.erase(kept, day_of(moment))
