"""Publication: the signed content as a sealed set of files, with the last entry of the ledger that it counts.

First everything against it is collected and the files are made, outside of any transaction: that takes seconds. Then one transaction
looks again whether record and words are still what was signed, writes the event, the edition and the files, each to the disk before its
row. Whoever is stopped in between leaves what was public, and at most files on the disk that no row names.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.report import codec
from gongkai.report.writers import render
from gongkai.web.events import heads, store
from gongkai.web.reporting.models import Edition, EditionFile, Scope
from gongkai.web.reporting.selectors import figures, merging
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.due import reads_first
from gongkai.web.reporting.selectors.present import PENDING, why_not
from gongkai.web.reporting.services import indexing
from gongkai.web.reporting.services.acting import act, actor_of, locked, note, state_of
from gongkai.web.reporting.services.reviewing import PURPOSE, counted, judged, refuse
from gongkai.web.vault import files

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from gongkai.ledger.states.report import ReportState
    from gongkai.report.model import Report
    from gongkai.web.accounts.models import User
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.present import Standing

# What is sealed, and how the vault gives it out: a page and data only ever as plain text.
KINDS = {".docx": "docx", ".pdf": "pdf", ".html": "text", ".xlsx": "xlsx", ".json": "text"}
SUFFIXES = tuple(KINDS)
_REPORT = ("条例:50",)


class Prepared(NamedTuple):
    """The set of files of the content with the digest ``content``: bytes by suffix, the line of each, the digest over all lines."""

    content: str
    digest: str
    manifest: str
    files: Mapping[str, bytes]


def prepare(content: Content) -> Prepared:
    """Make the files of a report. Takes seconds: outside of any transaction. Raises :class:`UnusableInput` where a writer cannot."""
    made = {suffix: rendered(content.report, suffix) for suffix in SUFFIXES}
    manifest = "".join(f"{hashlib.sha256(made[suffix]).hexdigest()}  {file_name(content.annual, suffix)}\n" for suffix in SUFFIXES)
    return Prepared(content.digest, hashlib.sha256(manifest.encode("utf-8")).hexdigest(), manifest, made)


def rendered(report: Report, suffix: str) -> bytes:
    """One file of a set; the JSON is the very text over which the digest of the content is taken."""
    return codec.dumps(report).encode("utf-8") if suffix == ".json" else render(report, suffix)


def publish(
    *, annual: AnnualReport, digest: str, by: User, moment: datetime, on: date, note_of_change: str = "", seen: int | None = None
) -> Edition:  # fmt: skip
    """Publish the content with that digest as the next edition. Raises :class:`NotAllowed` with all reasons, ``Overtaken``."""
    with transaction.atomic():
        now = judged(annual, on)
        if seen is not None and seen != len(now.state.log):
            raise store.Overtaken
        refuse(why_not_publish(now, digest, note_of_change))
    prepared = prepare(now.content)
    return _seal(annual, digest, prepared, by=by, moment=moment, on=on, change=note_of_change, seen=seen)


def why_not_publish(now: Standing, digest: str, note_of_change: str) -> tuple[Reason, ...]:
    """All reasons against publishing that content now."""
    last = now.state.edition
    same = (Reason(f"内容和第{last.number}版一样，没有要更正的", _REPORT),) if last is not None and last.content == digest else ()
    return same + why_not(now, event_of(now.annual, now.state, digest, note_of_change), digest)


def event_of(annual: AnnualReport, state: ReportState, digest: str, note_of_change: str) -> r.Published:
    """The event as far as it is known before the files are made: their digest and the position stand open."""
    last = state.edition
    return r.Published(
        edition=last.number + 1 if last else 1, digest=digest, content=digest, position=last.position if last else 1,
        note=PENDING if note_of_change.strip() else "", read_first=reads_first(annual.organ),
    )  # fmt: skip


@transaction.atomic
def _seal(
    annual: AnnualReport, digest: str, prepared: Prepared, *, by: User, moment: datetime, on: date, change: str, seen: int | None
) -> Edition:
    row = locked(annual)
    # Until the commit nobody else moves the facts: what is counted here is what the ledger says up to this position.
    position, content = counted(), content_of(row)
    if not content.digest == prepared.content == digest:
        raise NotAllowed((Reason("生成文件的时候数字或者文字变了，请重新审核、签发", _REPORT),))
    said = note(stream=row.pk, key="change", text=change, by=by, moment=moment)
    event = replace(event_of(row, state_of(row), digest, change), digest=prepared.digest, position=position, note=said)
    act(annual=annual, events=[(event, on)], by=by, moment=moment, seen=seen)
    edition = Edition.objects.create(
        report_id=row.pk, number=event.edition, published_on=on, position=position, ledger_head=heads.at(position), content=digest,
        digest=prepared.digest, manifest=prepared.manifest, note=change.strip(), document=codec.to_dict(content.report), sources=sources_of(row),
        created_at=moment, created_by=actor_of(by),
    )  # fmt: skip
    with _none_left_behind() as written:
        for suffix, data in prepared.files.items():
            stored = files.keep(
                name=file_name(row, suffix), data=data, kind=KINDS[suffix], purpose=PURPOSE, stream=row.pk, organ=row.organ_id,
                by=actor_of(by), moment=moment,
            )  # fmt: skip
            written.append(stored.pk)
            EditionFile.objects.create(edition=edition, suffix=suffix, file=stored)
    indexing.index(annual=row, edition=edition)
    return edition


@contextmanager
def _none_left_behind() -> Iterator[list[uuid.UUID]]:
    """Files that were written before the disk was full are taken away with the transaction that named them."""
    written: list[uuid.UUID] = []
    try:
        yield written
    except BaseException:
        for each in written:
            with suppress(OSError):
                os.unlink(files.path_of(each))
        raise


def sources_of(annual: AnnualReport) -> dict[str, list[str]]:
    """The cases behind each cell, as they are counted now: of a region the organs and what each adds."""
    if annual.scope == Scope.REGION:
        return merging.sources(annual)
    made = figures.with_cases(annual.organ_id, annual.organ_name, annual.year)
    return {cell: list(cases) for cell, cases in sorted(made.sources.items())}


def file_name(annual: AnnualReport, suffix: str) -> str:
    """The name of a file of the set: organ, year, what it is."""
    return f"{annual.organ_name}{annual.year}年政府信息公开工作年度报告{suffix}"
