"""Reports of subordinates that come as files, and what the office decides of those that are missing, wrong or incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.report import codec
from gongkai.report.merge import Submitted
from gongkai.report.merged.refusals import why_not
from gongkai.web.reporting.models import Note, Submission
from gongkai.web.reporting.selectors import merging, subordinates
from gongkai.web.reporting.selectors.past import names_it
from gongkai.web.reporting.selectors.subordinates import ASKED_AGAIN, LEFT_OUT, TAKEN_AS_IS, Kind
from gongkai.web.reporting.services.acting import actor_of, locked, note
from gongkai.web.reporting.services.reading import read_apart
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongkai.report.model import Report
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.subordinates import Unit
    from gongkai.web.reporting.services.reading import Reading
    from gongkai.web.vault.files import Upload

PURPOSE = "subordinate_report"
IN_SYSTEM = (Kind.EDITION, Kind.SIGNED)  # of these no file is taken
_REPORT = ("条例:49.2",)


def submit(
    *, annual: AnnualReport, upload: Upload, by: User, moment: datetime, organ: Organ | None = None, whole: bool = False
) -> Submission:  # fmt: skip
    """Read a file and take it as an organ's report of the year; an earlier file of that organ is replaced and kept.

    ``organ``: whose it is, where the file does not say so plainly; ``whole``: it counts all below that organ too. Takes up to a minute:
    outside of any transaction. Raises :class:`UnusableInput` for what cannot be read, :class:`NotAllowed` with all reasons.
    """
    reading = read_apart(upload.data, moment=moment)
    return _keep(annual, upload, reading, organ, whole=whole, by=by, moment=moment)


@transaction.atomic
def take_back(*, annual: AnnualReport, organ: Organ, moment: datetime) -> None:
    """The file of that organ counts no more; it is kept as replaced. Raises :class:`NotAllowed` where there is none."""
    locked(annual)
    if not Submission.objects.filter(report=annual, organ=organ, replaced_at=None).update(replaced_at=moment):
        raise NotAllowed((Reason(f"没有{organ.name}交来的文件", _REPORT),))


@transaction.atomic
def leave_out(*, annual: AnnualReport, organ: Organ, reason: str, by: User, moment: datetime) -> Note:
    """Go on without the report of an organ that has none. Its report counts by itself as soon as there is one. Raises :class:`NotAllowed`."""
    unit = _unit(annual, organ)
    problems = [] if unit.found.report is None else [Reason(f"{organ.name}已经有报告（{unit.found.what}），照常计入", _REPORT)]
    return _decide(annual, unit, LEFT_OUT, reason, problems, by=by, moment=moment)


@transaction.atomic
def take_as_is(*, annual: AnnualReport, organ: Organ, reason: str, by: User, moment: datetime) -> Note:
    """Take a report with its errors and gaps. Holds for this one content: another file or edition is looked at again. Raises :class:`NotAllowed`."""
    unit = _unit(annual, organ)
    problems = [Reason(f"{organ.name}还没有报告", _REPORT)] if unit.found.report is None else []
    return _decide(annual, unit, TAKEN_AS_IS, reason, problems, by=by, moment=moment)


@transaction.atomic
def ask_again(*, annual: AnnualReport, organ: Organ, by: User, moment: datetime) -> None:
    """Take a decision on an organ back. Raises :class:`NotAllowed` where there is none."""
    unit = _unit(annual, organ)
    if unit.decision is None:
        raise NotAllowed((Reason(f"对{organ.name}没有要撤回的决定", _REPORT),))
    note(stream=annual.pk, key=ASKED_AGAIN, text="", by=by, moment=moment, data=_about(unit))


@transaction.atomic
def _keep(
    annual: AnnualReport, upload: Upload, reading: Reading, organ: Organ | None, *, whole: bool, by: User, moment: datetime
) -> Submission:  # fmt: skip
    row = locked(annual)
    chosen, problems = _whose(row, reading.report, organ)
    problems += _unfit(reading.report, row.year)
    if chosen is not None:
        problems += _not_wanted(row, chosen, whole=whole)
    if chosen is None or problems:
        raise NotAllowed(tuple(problems))
    kept = files.keep(
        name=upload.name, data=upload.data, kind=reading.kind, purpose=PURPOSE, stream=row.pk, organ=row.organ_id, by=actor_of(by), moment=moment
    )  # fmt: skip
    Submission.objects.filter(report=row, organ=chosen, replaced_at=None).update(replaced_at=moment)
    document = codec.to_dict(reading.report)
    if whole:
        document["sources"] = {"": [{"organ": each.name} for each in subordinates.below(chosen, row.year)]}
    return Submission.objects.create(
        report=row, organ=chosen, organ_name=chosen.name, document=document, file=kept, created_at=moment, created_by=actor_of(by)
    )  # fmt: skip


def _whose(row: AnnualReport, report: Report, organ: Organ | None) -> tuple[Organ | None, list[Reason]]:
    """Whose report the file is: the organ that somebody chose, else the one that it names."""
    organs = [row.organ, *subordinates.below(row.organ, row.year)]
    named = [each for each in organs if names_it(each, report.organ)]
    if organ is not None:
        wrong = (organ not in organs, bool(named) and organ not in named)
        problems = [f"{organ.name}不在本行政区域里"] if wrong[0] else []
        problems += [f"文件写的是“{report.organ}”的报告，选的却是“{organ.name}”，请核对"] if wrong[1] else []
        return organ, [Reason(words, _REPORT) for words in problems]
    if len(named) == 1:
        return named[0], []
    if not report.organ:
        words = "没有认出是哪个机关的报告，请选择机关以后再上传"
    elif named:
        words = f"“{report.organ}”可能是{'、'.join(each.name for each in named)}，请选择是哪一个以后再上传"
    else:
        words = f"本行政区域里没有“{report.organ}”，请核对文件；名称变过的，请选择是哪个机关的报告以后再上传"
    return None, [Reason(words, _REPORT)]


def _unfit(report: Report, year: int) -> Iterator[Reason]:
    """Another year, another form, no tables: all that is wrong with the file."""
    if report.year is None:
        yield Reason("没有认出是哪一年度的报告，请在标题里写明年度再上传", _REPORT)
    elif report.year != year:
        yield Reason(f"文件是{report.year}年的报告，这里汇总的是{year}年的，请换一份文件", _REPORT)
    for each in why_not(None, [Submitted("", report._replace(year=year))], organ="", year=year):
        yield Reason(f"文件{each.problem}，请让它改好以后重新交", ("格式2021",))


def _not_wanted(row: AnnualReport, organ: Organ, *, whole: bool) -> Iterator[Reason]:
    """Where the system has the figures already, in the organ's own report or in that of a government above it."""
    unit = next((each for each in merging.region(row).units if each.organ == organ), None)
    if unit is None:
        yield Reason(f"{organ.name}的数字已经在它上级政府的汇总报告里，不用另交", _REPORT)
    elif unit.found.kind in IN_SYSTEM:
        yield Reason(f"{organ.name}的报告本系统里有（{unit.found.what}），以它为准；有错请在系统里改", _REPORT)
    if whole and organ == row.organ:
        yield Reason("本级的报告只能是本机关自己的数字，不能是汇总的", _REPORT)


def _unit(annual: AnnualReport, organ: Organ) -> Unit:
    unit = next((each for each in merging.region(locked(annual)).units if each.organ == organ), None)
    if unit is None:
        raise NotAllowed((Reason(f"{organ.name}不在这份汇总里", _REPORT),))
    return unit


def _decide(
    annual: AnnualReport, unit: Unit, key: str, reason: str, problems: list[Reason], *, by: User, moment: datetime
) -> Note:  # fmt: skip
    if not reason.strip():
        problems = [*problems, Reason("没有写理由", _REPORT)]
    if problems:
        raise NotAllowed(tuple(problems))
    return Note.objects.get(pk=note(stream=annual.pk, key=key, text=reason, by=by, moment=moment, data=_about(unit)))


def _about(unit: Unit) -> dict[str, str]:
    return {"organ": str(unit.organ.pk), "name": unit.organ.name, "content": unit.found.content, "what": unit.found.what}
