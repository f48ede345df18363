"""Publication: the signed content as a sealed set of files, with the last entry of the ledger that it counts.

Files are made first and written to the disk, each under a name of its own; then one transaction looks again whether record and words are
still what was signed, writes the event and the rows. Whoever is stopped in between leaves what was public, and files that nothing names.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.report import codec
from gongkai.report.writers import render
from gongkai.web.events import heads
from gongkai.web.organs import settings
from gongkai.web.reporting.models import Edition, EditionFile, Scope
from gongkai.web.reporting.selectors import figures, merging
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services.acting import act, actor_of, locked, note
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.reviewing import PURPOSE, why_not_this
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Content

# What is sealed, and how the vault gives it out: a page and data only ever as plain text.
KINDS = {".docx": "docx", ".pdf": "pdf", ".html": "text", ".xlsx": "xlsx", ".json": "text"}
SUFFIXES = tuple(KINDS)
_REPORT = ("条例:50",)


class Prepared(NamedTuple):
    """The set of files of a content: bytes by suffix, the line of each, the digest over all lines."""

    digest: str
    manifest: str
    files: Mapping[str, bytes]


def prepare(content: Content) -> Prepared:
    """Make the files of a report. Takes seconds: outside of any transaction. Raises :class:`UnusableInput` where a writer cannot."""
    made = {suffix: render(content.report, suffix) for suffix in SUFFIXES if suffix != ".json"}
    made[".json"] = codec.dumps(content.report).encode("utf-8")
    manifest = "".join(f"{hashlib.sha256(made[suffix]).hexdigest()}  {file_name(content.annual, suffix)}\n" for suffix in SUFFIXES)
    return Prepared(hashlib.sha256(manifest.encode("utf-8")).hexdigest(), manifest, made)


def publish(
    *, annual: AnnualReport, digest: str, by: User, moment: datetime, on: date, note_of_change: str = "", seen: int | None = None
) -> Edition:  # fmt: skip
    """Publish the content with that digest as the next edition. Raises :class:`NotAllowed` with all reasons."""
    problems = why_not_this(annual, digest, complete=True)
    if problems:
        raise NotAllowed(problems)
    prepared = prepare(content_of(annual))
    return _seal(annual, digest, prepared, by=by, moment=moment, on=on, change=note_of_change, seen=seen)


@transaction.atomic
def _seal(
    annual: AnnualReport, digest: str, prepared: Prepared, *, by: User, moment: datetime, on: date, change: str, seen: int | None
) -> Edition:
    row = locked(annual)
    position = catch_up().position
    content = content_of(row)
    if content.digest != digest:
        raise NotAllowed((Reason("生成文件的时候数字或者文字变了，请重新审核、签发", _REPORT),))
    said = note(stream=row.pk, key="change", text=change, by=by, moment=moment)
    event = r.Published(
        edition=row.edition + 1, digest=prepared.digest, content=digest, position=position, note=said, read_first=reads_first(row)
    )
    act(annual=annual, events=[(event, on)], by=by, moment=moment, seen=seen)
    edition = Edition.objects.create(
        report_id=row.pk, number=event.edition, published_on=on, position=position, ledger_head=heads.at(position), content=digest,
        digest=prepared.digest, manifest=prepared.manifest, note=change.strip(), document=codec.to_dict(content.report), sources=sources_of(row),
        created_at=moment, created_by=actor_of(by),
    )  # fmt: skip
    for suffix, data in prepared.files.items():
        stored = files.keep(
            name=file_name(row, suffix),
            data=data,
            kind=KINDS[suffix],
            purpose=PURPOSE,
            stream=row.pk,
            organ=row.organ_id,
            by=actor_of(by),
            moment=moment,
        )
        EditionFile.objects.create(edition=edition, suffix=suffix, file=stored)
    return edition


def sources_of(annual: AnnualReport) -> dict[str, list[str]]:
    """The cases behind each cell, as they are counted now: of a region the organs and what each adds."""
    if annual.scope == Scope.REGION:
        return merging.sources(annual)
    made = figures.with_cases(annual.organ_id, annual.organ.name, annual.year)
    return {cell: list(cases) for cell, cases in sorted(made.sources.items())}


def reads_first(annual: AnnualReport) -> bool:
    """Whether the superior reads before it is published: the setting of an organ that has a superior here (practice 19)."""
    return annual.organ.parent_id is not None and bool(settings.of(annual.organ, "report_read_first"))


def file_name(annual: AnnualReport, suffix: str) -> str:
    """The name of a file of the set: organ, year, what it is."""
    return f"{annual.organ.name}{annual.year}年政府信息公开工作年度报告{suffix}"


__all__ = ["KINDS", "SUFFIXES", "Prepared", "file_name", "prepare", "publish", "reads_first", "sources_of"]
