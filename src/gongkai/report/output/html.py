"""One standalone page that shows the report itself, every finding marked in its place. No script, nothing from outside."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gongkai.report import layout
from gongkai.report.output.checked import MEANINGS, SHAPES, WORDS, citations, counts, head_words, place_words
from gongkai.report.output.html_style import STYLE
from gongkai.report.output.marks import PROSE, Marks, Numbered, gravest, numbered, pieces, place_all, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.report.model import Report
    from gongkai.report.output.checked import Checked


def render(results: Sequence[Checked], *, width: int = 80, colour: bool = False) -> str:
    """The page for all files of one call. ``width`` and ``colour`` mean nothing here."""
    title = f"{_name(results[0])} · 检查结果" if len(results) == 1 else f"{len(results)} 份年度报告的检查结果"
    body = "\n".join(line for number, item in enumerate(results, 1) for line in _File(number, item).lines())
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="gk-skip" href="#main">跳到内容</a>\n<div class="gk-page">\n'
        f'<header class="gk-top">\n<h1>{_text(title)}</h1>\n{_contents(results)}</header>\n'
        f'<main id="main">\n{body}\n</main>\n</div>\n</body>\n</html>\n'
    )


def _name(item: Checked) -> str:
    return (item.report.title or item.report.organ if item.report else None) or item.file


def _contents(results: Sequence[Checked]) -> str:
    if len(results) == 1:
        return '<p class="gk-soft">点编号可以在原文和说明之间来回。</p>\n'
    lines = [
        f'<li><a href="#file{number}">{_text(_name(item))}</a> <span class="gk-soft">{_text(_short_counts(item))}</span></li>'
        for number, item in enumerate(results, 1)
    ]
    return '<nav aria-label="各份报告"><ol>\n' + "\n".join(lines) + "\n</ol></nav>\n"


def _short_counts(item: Checked) -> str:
    if item.error is not None:
        return "不能使用"
    return "，".join(f"{WORDS[kind]} {number}" for kind, number in counts(item.findings).items() if number) or "没有发现问题"


def _text(words: str) -> str:
    return escape(layout.clean(words))


class _File:
    """The section of one file. ``number`` keeps its anchors apart from those of other files."""

    def __init__(self, number: int, item: Checked) -> None:
        self.number = number
        self.item = item
        self.items = numbered(item.findings)
        self.report = item.report
        self.blocks = layout.blocks(item.report) if item.report else []
        self.marks = place_all(item.report, self.items, self.blocks) if item.report else Marks({}, {}, {})
        self._anchored: set[int] = set()

    def lines(self) -> Iterator[str]:
        yield f'<section class="gk-file" id="file{self.number}" aria-labelledby="head{self.number}">'
        yield f'<h2 id="head{self.number}">{_text(self.item.file)}</h2>'
        if self.report is None:
            yield f'<p class="gk-stop">不能使用：{_text(self.item.error or "")}</p></section>'
            return
        yield f'<p class="gk-soft">{_text(head_words(self.item))}</p>'
        yield from self.counts()
        yield '<div class="gk-both">'
        yield from self.list()
        yield from self.document(self.report)
        yield "</div></section>"

    def counts(self) -> Iterator[str]:
        """Numbers on top; each leads to the findings of its level."""
        yield '<ul class="gk-counts" aria-label="各级问题的数目">'
        for kind, number in counts(self.item.findings).items():
            inside = f'<span class="gk-tag gk-{kind}" style="border:0;min-height:0;padding:0 8px">{SHAPES[kind]} {WORDS[kind]}</span><b>{number}</b>'
            yield f'<li><a href="#{kind}{self.number}">{inside}</a></li>' if number else f"<li><span>{inside}</span></li>"
        yield f'<li class="gk-down"><a href="#doc{self.number}">看报告原文</a></li></ul>'

    def list(self) -> Iterator[str]:
        """The findings by level, each with a link to its mark."""
        yield f'<section class="gk-list" tabindex="0" aria-label="问题清单，第 {self.number} 份">'
        if not self.items:
            yield '<p class="gk-done">✓ 没有发现问题。</p>'
        for kind in SHAPES:
            members = [item for item in self.items if item.kind == kind]
            if members:
                yield f'<h3 id="{kind}{self.number}">{SHAPES[kind]} {WORDS[kind]} {len(members)} 处</h3>'
                yield f'<p class="gk-soft">{MEANINGS[kind]}</p><ol>'
                for item in members:
                    yield from self.entry(item)
                yield "</ol>"
        yield "</section>"

    def entry(self, item: Numbered) -> Iterator[str]:
        """One finding: number, place, sentence, words, mend, clause."""
        finding = item.finding
        yield f'<li class="gk-{item.kind}" id="f{self.number}-{item.number}">'
        yield f'<p><span class="gk-tag">{SHAPES[item.kind]}{item.number} {WORDS[item.kind]}</span> <a href="#m{self.number}-{item.number}">看原文</a> '
        yield f'<span class="gk-where">{_text(place_words(self.report, finding.place))}</span></p>'
        yield f"<p>{_text(finding.message)}</p>"
        if finding.fix is not None:
            mend = f"把「{finding.fix.replace}」改为「{finding.fix.with_}」" if finding.fix.with_ else f"删去「{finding.fix.replace}」"
            yield f"<p><strong>改法：</strong>{_text(mend)}</p>"
        cited = "；".join(citations(finding))
        yield f'<p class="gk-cite">{_text(f"依据：{cited}（规则 {finding.code}）" if cited else f"规则 {finding.code}")}</p></li>'

    def document(self, report: Report) -> Iterator[str]:
        """The report as it is printed, with marks."""
        yield f'<article class="gk-doc" id="doc{self.number}" aria-label="报告原文，第 {self.number} 份">'
        if report.title:
            yield f'<p class="gk-title" role="heading" aria-level="3">{self.marked("title", text_of(report, "title"), 0)}</p>'
        yield self.badges("全文", self.marks.parts.get("document", []))
        done: set[str] = set()
        for block in self.blocks:
            if isinstance(block, layout.Heading):
                yield f"<h3>{_text(block.printed)}</h3>"
                yield self.badges("这一部分", self.marks.parts.get(block.section, []))
            elif isinstance(block, layout.Table):
                yield from self.table(report, block)
            elif isinstance(block, layout.Paragraph) and block.section not in done:
                done.add(block.section)
                if block.section not in PROSE or block.section == "preamble":
                    yield self.badges("这一部分", self.marks.parts.get("preamble", []) if block.section == "preamble" else [])
                yield from self.prose(report, block.section)
        yield "</article>"

    def prose(self, report: Report, section: str) -> Iterator[str]:
        """A part's text line by line, so that characters keep their numbers."""
        yield '<div class="gk-prose">'
        begin = 0
        for line in text_of(report, section).split("\n"):
            if line.strip():
                lead = len(line) - len(line.lstrip())
                yield f"<p>{self.marked(section, line.strip(), begin + lead)}</p>"
            begin += len(line) + 1
        yield "</div>"

    def marked(self, part: str, text: str, begin: int) -> str:
        """Escaped text with its marks and, behind the words of a finding, its number."""
        out: list[str] = []
        for piece in pieces(text, begin, self.marks.spans.get(part, [])):
            words = _text(piece.text)
            out.append(f'<mark class="gk-{piece.kind}">{words}</mark>' if piece.kind else words)
            out.extend(self.badge(item) for item in piece.ends)
        return "".join(out)

    def badge(self, item: Numbered) -> str:
        """The number of a finding as a link to the list. Its first one on the page is what the list leads to."""
        anchor = "" if item.number in self._anchored else f' id="m{self.number}-{item.number}"'
        self._anchored.add(item.number)
        label = f"{WORDS[item.kind]}，第 {item.number} 条：{_text(item.finding.message)}"
        return (
            f'<a class="gk-no gk-{item.kind}"{anchor} href="#f{self.number}-{item.number}" title="{_text(item.finding.message)}" '
            f'aria-label="{label}">{SHAPES[item.kind]}{item.number}</a>'
        )

    def badges(self, words: str, items: Iterable[Numbered]) -> str:
        """Findings about a whole part, as numbers under its heading; "" for none."""
        links = "".join(self.badge(item) for item in items)
        return f'<p class="gk-part">{words}：{links}</p>' if links else ""

    def table(self, report: Report, table: layout.Table) -> Iterator[str]:
        """The official table; labels as the document prints them."""
        yield f'<div class="gk-wide" tabindex="0" role="region" aria-label="{_text(table.caption)}，可以左右滚动"><table>'
        yield f'<caption class="gk-hidden">{_text(table.caption)}</caption>'
        for row in table.rows:
            yield "<tr>" + "".join(self.cell(report, cell) for cell in row) + "</tr>"
        yield "</table></div>"

    def cell(self, report: Report, cell: layout.TableCell) -> str:
        """One cell with its outline and numbers."""
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
        label = cell.role == layout.LABEL or (cell.role == layout.HEADER and cell.place < 0)
        key = (cell.row, cell.place if cell.role == layout.FIGURE else -1)
        items = self.marks.cells.get(key, []) if cell.row and (label or cell.role == layout.FIGURE) else []
        kind = gravest(items)
        words = cell.text
        if label and cell.row in report.origins:
            words = report.origins[cell.row].label or words
        inside = (_text(words) or '<span class="gk-hidden">空白</span>') + "".join(self.badge(item) for item in items)
        if cell.role == layout.FIGURE:
            return f'<td class="{f"gk-{kind} " if kind else ""}gk-figure"{spans}>{inside}</td>'
        if cell.role == layout.CORNER:
            return f'<td class="gk-corner"{spans}>{inside}</td>'
        names = f' class="gk-{kind}"' if kind else ""
        scope = {layout.LABEL: "rowgroup" if cell.rows > 1 else "row", layout.ITEM: "colgroup"}.get(
            cell.role, "colgroup" if cell.columns > 1 else "col"
        )
        return f'<th scope="{scope}"{names}{spans}>{inside}</th>'
