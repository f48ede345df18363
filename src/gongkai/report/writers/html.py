"""The report as one standalone web page: no script, nothing from elsewhere, tables that a screen reader can follow."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gongkai.report.layout import CORNER, FIGURE, HEADER, ITEM, LABEL, SUB, Heading, Table, TableCell, Title, blocks, placed
from gongkai.report.writers.properties import APPENDIX, properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongkai.report.layout import Block, Paragraph
    from gongkai.report.model import Report

# The tokens of the house. Figures of one width, so that columns of digits stand under each other.
STYLE = """
:root{--gk-ink:#1b1f24;--gk-soft:#57606a;--gk-paper:#fff;--gk-mist:#f5f7fa;--gk-line:#d8dee4;--gk-blue:#0b5cab;--gk-red:#b3191f;--gk-focus:#ffbf47;
--gk-sans:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;--gk-song:"FangSong","仿宋_GB2312","FandolFang",serif}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--gk-mist);color:var(--gk-ink);font:16px/1.7 var(--gk-sans)}
.gk-report{max-width:1120px;margin:0 auto;padding:48px 64px 64px;background:var(--gk-paper);border-top:4px solid var(--gk-red)}
.gk-report h1{max-width:26em;margin:0 auto 32px;font-size:28px;line-height:1.4;font-weight:600;text-align:center;text-wrap:balance}
.gk-report h2{max-width:38em;margin:32px auto 12px;font-size:22px;line-height:1.4;font-weight:600}
.gk-report h3{max-width:46.5em;margin:16px auto 8px;font-size:18px;line-height:1.5;font-weight:600}
.gk-report p{max-width:42em;margin:0 auto 8px;font:20px/1.8 var(--gk-song);text-indent:2em;text-align:justify;overflow-wrap:anywhere}
.gk-report p b{font-weight:600}
.gk-box{margin:12px 0 24px;overflow-x:auto;border-radius:4px}
.gk-box:focus-visible{outline:3px solid var(--gk-focus);box-shadow:0 0 0 5px var(--gk-ink)}
.gk-table{width:100%;border-collapse:collapse;font-size:14px;line-height:1.5;font-variant-numeric:tabular-nums}
.gk-report h1 span{display:inline-block}
.gk-table caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.gk-table th,.gk-table td{padding:4px 8px;border:1px solid #8c959f;text-align:center;vertical-align:middle}
.gk-table th{font-weight:400;background:var(--gk-mist)}
.gk-table thead th,.gk-table th[scope=col]{font-weight:600}
.gk-table th.gk-item{font-weight:600;background:#e8f1fb}
.gk-table th[scope=row]{text-align:left;background:var(--gk-paper)}
.gk-table td.gk-corner{color:var(--gk-soft);background:var(--gk-mist)}
.gk-t2{max-width:760px;margin-left:auto;margin-right:auto}
.gk-t3,.gk-t4{min-width:980px;table-layout:fixed}
.gk-table.gk-t3 th,.gk-table.gk-t3 td,.gk-table.gk-t4 th,.gk-table.gk-t4 td{padding:4px}
.gk-box{position:relative}
@media (max-width:640px){.gk-report{padding:24px 16px 32px}.gk-report h1{font-size:22px}.gk-report h2{font-size:18px}
.gk-report p{font-size:18px}.gk-t2{min-width:0}}
@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}body{background:none;color:#000}
.gk-report{max-width:none;padding:0;border:0}.gk-report h1{font:22pt/1.5 "方正小标宋简体","STZhongsong",serif}
.gk-report h2{max-width:none;font:16pt/28pt "SimHei","黑体",var(--gk-sans);text-indent:2em;margin:0;break-after:avoid}.gk-report h3{max-width:none;font:16pt/28pt "KaiTi","楷体_GB2312",serif;text-indent:2em;margin:0}
.gk-report p{max-width:none;font-size:16pt;line-height:28pt;margin:0}.gk-box{overflow:visible;break-inside:avoid}.gk-box{margin:4pt 0}.gk-table,.gk-t3,.gk-t4{min-width:0;max-width:none;font-size:8.5pt}
.gk-table.gk-table th,.gk-table.gk-table td{padding:2px 3px;border-color:#000;background:none!important}tr{break-inside:avoid}.gk-new-page{break-before:page}}
"""


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """A page in UTF-8. ``notes`` stand behind the heading 「附：修改说明」."""
    named = properties(report)
    meta = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())
    main = "\n".join([*(block(part) for part in blocks(report)), *_appendix(notes)])
    title = named["gongkai.title"] or "年度报告"  # a page must have a title; this one is not taken for the report's
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{meta}\n<style>{STYLE}</style>\n</head>\n'
        f'<body>\n<main class="gk-report">\n{main}\n</main>\n</body>\n</html>\n'
    ).encode()


def block(part: Block) -> str:
    """The HTML of one piece of the report."""
    if isinstance(part, Title):
        return f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in part.lines)}</h1>"
    if isinstance(part, Heading):
        return f'<h2 id="{part.section}">{escape(part.printed)}</h2>'
    if isinstance(part, Table):
        return table(part)
    return _prose(part)


def _prose(paragraph: Paragraph) -> str:
    text, lead = paragraph.text, paragraph.lead
    if paragraph.level == SUB:
        return f"<h3>{escape(text)}</h3>"
    opening = f"<b>{escape(text[:lead])}</b>" if lead else ""
    return f"<p>{opening}{escape(text[lead:])}</p>"


def table(part: Table, inside: Callable[[TableCell], str] | None = None) -> str:
    """The HTML of a table in a box that scrolls by itself. ``inside`` gives the HTML within a cell, plain text by default."""
    fill = inside or (lambda cell: escape(cell.text))
    named = f"{part.part}-name"
    groups = "".join(_row_groups(part, fill))
    return (
        f'<div class="gk-box" role="region" aria-labelledby="{named}" tabindex="0">'
        f'<table class="gk-table gk-t{part.part[-1]}"><caption id="{named}">{escape(part.caption)}</caption>\n{_columns(part)}{groups}</table></div>'
    )


def _columns(part: Table) -> str:
    whole = sum(part.weights)
    return "<colgroup>" + "".join(f'<col style="width:{weight / whole:.2%}">' for weight in part.weights) + "</colgroup>\n"


def _row_groups(part: Table, fill: Callable[[TableCell], str]) -> Iterator[str]:
    """The rows in ``thead`` and ``tbody``; each block of table two is a ``tbody`` of its own under its item."""
    open_group = ""
    for number, (row, heads) in enumerate(zip(part.rows, _heads(part), strict=True)):
        wanted = "thead" if number < part.head else "tbody"
        if open_group != wanted or row[0].role == ITEM:
            yield f"</{open_group}>\n<{wanted}>\n" if open_group else f"<{wanted}>\n"
            open_group = wanted
        yield f"<tr>{''.join(_cell(part, number, place, cell, heads, fill) for place, cell in enumerate(row))}</tr>\n"
    yield f"</{open_group}>"


def _cell(part: Table, number: int, place: int, cell: TableCell, heads: dict[TableCell, str], fill: Callable[[TableCell], str]) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
    if cell.role == FIGURE:
        return f'<td{spans} headers="{heads[cell]}">{fill(cell)}</td>'
    if cell.role == CORNER and part.part != "table2":
        return f'<td class="gk-corner"{spans}>{fill(cell)}</td>'
    if cell.role == LABEL:
        scope = "rowgroup" if cell.rows > 1 else "row"
    elif cell.role == ITEM:
        scope = 'rowgroup" class="gk-item'
    else:
        scope = "col" if cell.place >= 0 or cell.role == CORNER else "colgroup"
    return f'<th id="{_id(part, number, place)}" scope="{scope}"{spans}>{fill(cell)}</th>'


def _id(part: Table, number: int, place: int) -> str:
    return f"{part.part}-{number}-{place}"


def _heads(part: Table) -> list[dict[TableCell, str]]:
    """For every figure of every row, the ids of all headers over it and labels beside it."""
    over: list[tuple[range, str]] = []
    beside: list[tuple[range, str]] = []
    made: list[dict[TableCell, str]] = []
    for number, row in enumerate(placed(part)):
        found: dict[TableCell, str] = {}
        for place, (column, cell) in enumerate(row):
            columns = range(column, column + cell.columns)
            if cell.role == ITEM:
                over = []
            if cell.role in (HEADER, ITEM):
                over.append((columns, _id(part, number, place)))
            elif cell.role == LABEL:
                beside.append((range(number, number + cell.rows), _id(part, number, place)))
            elif cell.role == FIGURE:
                names = [name for rows, name in beside if number in rows] + [name for under, name in over if column in under]
                found[cell] = " ".join(names)
        made.append(found)
    return made


def _appendix(notes: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    if notes:
        yield f'<h2 class="gk-new-page">{APPENDIX}</h2>'
    for heading, rows in notes:
        yield f"<h3>{escape(heading)}</h3>"
        yield from (f"<p>{escape(row)}</p>" for row in rows)
