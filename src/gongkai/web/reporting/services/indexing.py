"""What readers find: a published report stands in the search index and in the lists of its organ, one entry a report, as its newest edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.layout import Heading, Paragraph, blocks
from gongkai.web.reporting.models import Scope
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.published import address_parts
from gongkai.web.search import services as search
from gongkai.web.search.models import PublicItem
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.model import Report
    from gongkai.web.reporting.models import AnnualReport, Edition

GENRE = "annual_report"  # 体裁, as ``publication.models.Genre.REPORT``: beside the reports that were published as items
OWN_TITLE = "（本机关）"  # behind the title of the report of an office that stands beside its region's
_SUMMARY = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。"
)


def index(*, annual: AnnualReport, edition: Edition) -> PublicItem:
    """Make the edition what is found of its report. Inside the transaction that seals it."""
    report = report_from(edition.document)
    name, parts = address_parts(annual)
    return search.put(
        organ=annual.organ, title=title_of(annual, report), published_on=edition.published_on, text="\n".join(_words(report)),
        address=addresses.of(name, *parts), source=PublicItem.Source.REPORT, origin=annual.pk, genre=GENRE, summary=_SUMMARY,
        issued_on=edition.published_on,
    )  # fmt: skip


def title_of(annual: AnnualReport, report: Report) -> str:
    """The title; that of an office beside its region's says so."""
    apart = annual.scope == Scope.OWN and address_parts(annual)[0] == "portal:report_own"
    return f"{report.title}{OWN_TITLE if apart else ''}"


def _words(report: Report) -> Iterator[str]:
    """Headings and paragraphs; tables are figures, which nobody looks for."""
    for part in blocks(report):
        if isinstance(part, Heading):
            yield part.printed
        elif isinstance(part, Paragraph):
            yield part.text
