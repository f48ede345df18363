"""A report as it stands at this moment: tables from the record, words of the newest text with their fields filled, and the digest of it all.

Nothing of it is stored. Whoever reviews or signs names the digest; when the record or the words change, it is another one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report import codec
from gongkai.report.narrative import drafting
from gongkai.report.narrative.aspects import Sentence
from gongkai.report.narrative.following import Followed, follow
from gongkai.report.narrative.template import fill
from gongkai.report.organ import kind_of
from gongkai.web.reporting.models import Scope
from gongkai.web.reporting.selectors import figures, merging, telling, troubles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.report.model import Report
    from gongkai.report.narrative.facts import Facts
    from gongkai.report.narrative.template import Filled
    from gongkai.report.tally import Compiled
    from gongkai.web.reporting.models import AnnualReport, Revision

SECTIONS = ("preamble", "overview", "problems", "other")
Drafted = dict[str, list[Sentence]]


class Record(NamedTuple):
    """What the record says of the year, whatever anybody wrote: tables, facts, and the sentences that it would have the parts say."""

    compiled: Compiled
    told: Facts
    drafted: Drafted


class Content(NamedTuple):
    """``texts`` are the templates after following the record, ``filled`` the same with numbers; ``drafted`` what the record would say now.

    ``report`` is whole; ``digest`` the SHA-256 of its JSON. ``followed`` tells per part which sentences changed with the record, and which could not.
    """

    annual: AnnualReport
    compiled: Compiled
    told: Facts
    drafted: Drafted
    texts: Mapping[str, str]
    filled: Mapping[str, Filled]
    followed: Mapping[str, Followed]
    report: Report
    digest: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that no record fills, each once, in the order of the text."""
        return tuple(dict.fromkeys(name for part in SECTIONS for name in self.filled[part].missing))


def content_of(annual: AnnualReport, revision: Revision | None = None) -> Content:
    """The report with that text, or with its newest. The facts must have been brought up before (``services.projecting``)."""
    record = record_of(annual)
    return _content(annual, record, followed_to(record, revision or annual.head))


def content_with(annual: AnnualReport, texts: Mapping[str, str]) -> Content:
    """The report with words that nobody saved yet, as they are: nothing in them follows the record. Parts that are not given stay as saved."""
    record = record_of(annual)
    followed = followed_to(record, annual.head)
    return _content(annual, record, {part: Followed(texts[part], (), ()) if part in texts else followed[part] for part in SECTIONS})


def record_of(annual: AnnualReport) -> Record:
    """What the record says now. The facts must have been brought up before."""
    compiled, told = counted_of(annual)
    return Record(compiled, told, sentences_of(annual, told))


def counted_of(annual: AnnualReport) -> tuple[Compiled, Facts]:
    """The tables and the facts of the narrative, without the sentences that they come to."""
    compiled = tables_of(annual)
    return compiled, telling.facts(annual.organ, compiled.report, annual.year, region=annual.scope == Scope.REGION)


def followed_to(record: Record, written: Revision | None) -> dict[str, Followed]:
    """The text of a revision as it stands now that the record says this; the draft of the record where nothing was written."""
    if written is None:
        return {part: Followed(text, (), ()) for part, text in texts_of(record.drafted).items()}
    before = drafted_in(written)
    return {part: follow(written.sections.get(part, ""), before[part], record.drafted[part]) for part in SECTIONS}


def drafted_in(written: Revision) -> Drafted:
    """The sentences that the record gave when the revision was saved."""
    return {part: [Sentence(*each) for each in written.drafted.get(part, ())] for part in SECTIONS}


def tables_of(annual: AnnualReport) -> Compiled:
    """The tables alone: of the organ from its facts, of a region from the reports of all below it."""
    if annual.scope == Scope.REGION:
        return merging.compiled(annual)
    return figures.compiled(annual.organ_id, annual.organ_name, annual.year)


def sentences_of(annual: AnnualReport, told: Facts) -> Drafted:
    """What the record would have the four parts say, sentence by sentence."""
    register = troubles.register(annual.organ_id, annual.year)
    parts = drafting.parts(told, kind_of(annual.organ_name), register)
    found = {part: [Sentence(part, parts[part])] for part in SECTIONS}
    return found | {"overview": list(drafting.sentences(told, kind_of(annual.organ_name)))}


def texts_of(drafted: Mapping[str, Sequence[Sentence]]) -> dict[str, str]:
    """The templates that the sentences come to."""
    return {part: "".join(each.text for each in drafted[part]) for part in SECTIONS}


def digest_of(report: Report) -> str:
    """What reviews, signatures and editions name: SHA-256 over the report as JSON."""
    return hashlib.sha256(codec.dumps(report).encode("utf-8")).hexdigest()


def _content(annual: AnnualReport, record: Record, followed: Mapping[str, Followed]) -> Content:
    filled = {part: fill(each.text, record.told) for part, each in followed.items()}
    report = record.compiled.report._replace(sections={part: each.text for part, each in filled.items()})
    texts = {part: each.text for part, each in followed.items()}
    return Content(annual, record.compiled, record.told, record.drafted, texts, filled, followed, report, digest_of(report))
