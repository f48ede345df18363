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
from gongkai.web.reporting.models import Revision, Scope
from gongkai.web.reporting.selectors import figures, merging, telling, troubles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.report.model import Report
    from gongkai.report.narrative.facts import Facts
    from gongkai.report.narrative.template import Filled
    from gongkai.report.tally import Compiled
    from gongkai.web.reporting.models import AnnualReport

SECTIONS = ("preamble", "overview", "problems", "other")
Drafted = dict[str, list[Sentence]]


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
    compiled = tables_of(annual)
    told = telling.facts(annual.organ, compiled.report, annual.year)
    drafted = sentences_of(annual, told)
    written = revision or annual.head
    followed = {part: _followed(part, written, drafted) for part in SECTIONS}
    filled = {part: fill(each.text, told) for part, each in followed.items()}
    report = compiled.report._replace(sections={part: each.text for part, each in filled.items()})
    return Content(
        annual, compiled, told, drafted, {part: each.text for part, each in followed.items()}, filled, followed, report, digest_of(report),
    )  # fmt: skip


def tables_of(annual: AnnualReport) -> Compiled:
    """The tables alone: of the organ from its facts, of a region from the reports of all below it."""
    if annual.scope == Scope.REGION:
        return merging.compiled(annual)
    return figures.compiled(annual.organ_id, annual.organ.name, annual.year)


def sentences_of(annual: AnnualReport, told: Facts) -> Drafted:
    """What the record would have the four parts say, sentence by sentence."""
    register = troubles.register(annual.organ_id, annual.year)
    parts = drafting.parts(told, kind_of(annual.organ.name), register)
    found = {part: [Sentence(part, parts[part])] for part in SECTIONS}
    return found | {"overview": list(drafting.sentences(told, kind_of(annual.organ.name)))}


def texts_of(drafted: Mapping[str, Sequence[Sentence]]) -> dict[str, str]:
    """The templates that the sentences come to."""
    return {part: "".join(each.text for each in drafted[part]) for part in SECTIONS}


def digest_of(report: Report) -> str:
    """What reviews, signatures and editions name: SHA-256 over the report as JSON."""
    return hashlib.sha256(codec.dumps(report).encode("utf-8")).hexdigest()


def _followed(part: str, written: Revision | None, drafted: Drafted) -> Followed:
    if written is None:
        return Followed(texts_of(drafted)[part], (), ())
    before = [Sentence(*each) for each in written.drafted.get(part, ())]
    return follow(written.sections.get(part, ""), before, drafted[part])
