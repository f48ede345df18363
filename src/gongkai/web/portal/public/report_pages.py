"""What the page of a published annual report is given: its six parts, charts, files, editions, what a correction changed, how it counts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.lib.richtext.comparing import compare
from gongkai.report import comparison
from gongkai.report.codec import SECTIONS
from gongkai.report.forms import form_of
from gongkai.report.layout import Heading, Paragraph, Table, Title, blocks, edition_of
from gongkai.report.writers import html
from gongkai.web.portal.public import listing, report_charts, reports
from gongkai.web.portal.public.frame import STYLES, column_tags, context_of, meta_of
from gongkai.web.reporting.models import Scope
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.published import document_of, files_of
from gongkai.web.reporting.selectors.words import cell_words

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from gongkai.report.layout import Block
    from gongkai.report.model import Report
    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.portal.public.reports import Found, Place
    from gongkai.web.reporting.models import EditionFile
    from gongkai.web.reporting.selectors.published import Published

STYLE = "ui/public_reports.css"
_KINDS = {".docx": "Word 文件", ".pdf": "PDF 文件", ".html": "网页文件", ".xlsx": "Excel 表格", ".json": "数据（JSON）"}
_DESCRIPTION = 120  # characters of the text that stand for a summary


class Piece(NamedTuple):
    """A piece of the report. ``kind``: heading, sub, text, table; ``lead`` are the words with which a paragraph begins its point."""

    kind: str
    text: str = ""
    lead: str = ""
    anchor: str = ""
    table: SafeString = mark_safe("")


class File(NamedTuple):
    """A file of the sealed set: what it is, its size in bytes, its SHA-256, its address."""

    kind: str
    size: int
    sha256: str
    url: str


class Edition(NamedTuple):
    """A line of the editions: number, day, what it changed, whether it is the one shown, its own address."""

    number: int
    on: Any
    note: str
    here: bool
    now: bool
    url: str


class Change(NamedTuple):
    """A figure that the first edition had otherwise."""

    where: str
    was: str
    now: str


class Changes(NamedTuple):
    """What an edition says otherwise than the first: figures, and parts of the text with what went and came."""

    cells: list[Change]
    texts: list[tuple[str, SafeString]]


class Note(NamedTuple):
    """How something is counted, and the clause."""

    words: str
    cite: str


def context(frame: Frame, found: Found, number: int | None) -> dict[str, Any]:
    """The page of the newest edition, or of edition ``number``. At most nine queries."""
    place = found.place._replace(number=number)
    report = report_from(document_of(found.edition.pk))
    first = found.report.editions[0]
    return context_of(
        frame, reverse("portal:reports", args=[frame.organ.slug]), report=report, lines=Title(report.title or "").lines, edition=found.edition, older=found.edition != found.report.newest,
        current=found.place.page(), scope=scope_words(found.report.scope), first=first, form=edition_of(report),
        pieces=[_piece(each) for each in blocks(report) if not isinstance(each, Title)],
        charts=report_charts.charts(report, reports.counts(frame.organ, found.every, found.report)),
        files=[_file(place, each) for each in files_of(found.edition.pk)], editions=_editions(found, number),
        changes=changes(report_from(document_of(first.pk)), report) if found.edition != first else None, notes=notes(report, found.report.scope),
        years=_years(frame, found), beside=_beside(frame, found), json=place.file(".json"), crumbs=_crumbs(frame, found, number),
        meta=_meta(frame, found, report, f"{frame.base}{place.page()}"), styles=[*(f"ui/{name}.css" for name in STYLES), STYLE],
    )  # fmt: skip


def scope_words(scope: str) -> str:
    """Whom the report counts, in words."""
    return "本行政区域（本机关和所属各机关）" if scope == Scope.REGION else "本机关"


# --- the report --------------------------------------------------------------------------------------------


def _piece(block: Block) -> Piece:
    if isinstance(block, Heading):
        return Piece("heading", block.printed, anchor=block.section)
    if isinstance(block, Table):
        return Piece("table", table=official(block))
    assert isinstance(block, Paragraph)
    text, lead = block.text, block.lead
    return Piece("sub", text) if lead == len(text) else Piece("text", text[lead:], text[:lead])


def official(table: Table) -> SafeString:
    """The official form, every figure with its headers. Widths come from the style sheet: our pages allow no style of an element."""
    before, _, rest = html.table(table).partition("<colgroup>")
    return mark_safe(before + rest.partition("</colgroup>\n")[2])  # noqa: S308 - every word in it is escaped


def changes(first: Report, now: Report) -> Changes:
    """What ``now`` says otherwise than the first edition."""
    form = form_of(now.form)
    headings = {"preamble": "开头", **{each.key: each.heading for each in (form.sections if form else ())}}
    cells = [
        Change(cell_words(now, [each.cell]), each.previous.shown if each.previous else "", each.figure.shown)
        for each in comparison.comparison(now, first)
        if (each.previous.shown if each.previous else "") != each.figure.shown
    ]
    texts = [
        (headings[part], mark_safe(compare(_body(first, part), _body(now, part))))  # noqa: S308 - ``lib.richtext`` writes it
        for part in SECTIONS
        if first.sections.get(part, "") != now.sections.get(part, "")
    ]
    return Changes(cells, texts)


def _body(report: Report, part: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in report.sections.get(part, "").split("\n") if line.strip())


def notes(report: Report, scope: str) -> list[Note]:
    """How the figures are counted, for readers who want to compare them."""
    year = report.year
    found = [
        Note(f"统计期间是{year}年1月1日至12月31日。每件事按它的法定日期归入年度：申请看收到的日期，办理结果看作出的日期，复议和诉讼看收到的日期和结案的日期；哪天录入不影响。", "条例:31"),
        Note("一件申请只计一次。有的内容公开、有的不公开的，计入“部分公开”，不再计入别的情形；没有办完的计入“结转下年度继续办理”。", "条例:37"),
        Note("行政许可、行政处罚、行政强制的处理决定和行政事业性收费，由作出决定的机构申报全部数量和金额，包括依法不公开的。", "条例:20"),
        Note("行政复议、行政诉讼计以本机关为被申请人、被告的案件，一案计一次，按当年的结果；12月31日还没有审结的计入“尚未审结”。", "条例:50"),
        Note("公布时数字和文件一起封存。以后发现错漏的，不改这一版，另出新版，写明改了哪些数。", "条例:6"),
    ]  # fmt: skip
    if scope == Scope.REGION:
        found.insert(1, Note("每个数都是本机关和所属各机关各自年度报告中同一个数之和，不增不减。", "条例:49"))
    return found


# --- what stands around it ---------------------------------------------------------------------------------


def _file(place: Place, each: EditionFile) -> File:
    return File(_KINDS[each.suffix], each.file.size, each.file.sha256, place.file(each.suffix))


def _editions(found: Found, number: int | None) -> list[Edition]:
    """All editions, newest first; the newest one leads to the address of the report."""
    made = []
    for each in reversed(found.report.editions):
        now = each == found.report.newest
        url = found.place.page() if now else found.place._replace(number=each.number).page()
        made.append(Edition(each.number, each.published_on, each.note, each == found.edition, now, url))
    if number == found.report.newest.number:  # its lasting address leads on to the address of the report
        made[0] = made[0]._replace(here=False)
    return made


def _years(frame: Frame, found: Found) -> list[tuple[str, str, bool]]:
    """The report of each year; of those that stand apart those that do."""
    alike = [each for each in found.every if each.apart == found.report.apart]
    chips = [(f"{each.year}年", reports.place_of(frame.organ, each).page(), each.year == found.report.year) for each in alike]
    return chips if len(chips) > 1 else []


def _beside(frame: Frame, found: Found) -> tuple[str, str] | None:
    """The other report of the same year: words and address."""
    other = next((each for each in found.of_year if each.pk != found.report.pk), None)
    return (f"{_of(other)}的{other.year}年度报告", reports.place_of(frame.organ, other).page()) if other else None


def _of(report: Published) -> str:
    return "本行政区域汇总" if report.scope == Scope.REGION else "本机关"


def _crumbs(frame: Frame, found: Found, number: int | None) -> list[tuple[str, str]]:
    slug, door = frame.organ.slug, listing.DOORS["reports"]
    home = [
        (frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[slug])),
        (door.title, reverse("portal:reports", args=[slug])),
    ]
    name = f"{found.report.year}年{'（本机关）' if found.report.apart else ''}"
    return [*home, (name, found.place.page()), (f"第{number}版", "")] if number else [*home, (name, "")]


def _meta(frame: Frame, found: Found, report: Report, url: str) -> list[tuple[str, str]]:
    """The tags of an article under the column of annual reports (发展指引)."""
    door, on = listing.DOORS["reports"], found.edition.published_on
    article = {
        "ArticleTitle": report.title or "", "PubDate": f"{on:%Y-%m-%d} 00:00", "ContentSource": frame.organ.name,
        "Keywords": f"{frame.organ.name},{report.year}年,政府信息公开工作年度报告", "Author": frame.organ.office,
        "Description": " ".join(report.sections.get("overview", "").split())[:_DESCRIPTION], "Url": url,
    }  # fmt: skip
    return meta_of(frame, column_tags(door.title, door.words, door.kind), article)
