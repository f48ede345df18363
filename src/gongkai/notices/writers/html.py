"""A letter as one standalone page: no script, nothing from elsewhere, structure that a screen reader can follow."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gongkai.notices.base import LETTER
from gongkai.notices.letter import Enclosures, Heading, Signature, Slip, Table, numbered
from gongkai.notices.measures import title_lines

if TYPE_CHECKING:
    from gongkai.notices.letter import Block, Letter

_STYLE = """
:root{--gk-ink:#1b1f24;--gk-paper:#fff;--gk-mist:#f5f7fa;--gk-line:#8c959f;--gk-soft:#57606a;--gk-red:#b3191f}
*{box-sizing:border-box}
body{margin:0;background:var(--gk-mist);color:var(--gk-ink);font:20px/1.8 "FangSong","仿宋_GB2312","FandolFang","Noto Serif CJK SC",serif}
.gk-letter{max-width:860px;margin:0 auto;padding:64px;background:var(--gk-paper)}
.gk-organ{margin:0 0 12px;padding:0 0 12px;border-bottom:6px double var(--gk-red);color:var(--gk-red);font:600 32px/1.4 "方正小标宋简体","STZhongsong","Noto Serif CJK SC",serif;text-align:center}
.gk-number{margin:0;text-align:center}.gk-organ+.gk-number{text-align:right}
h1{margin:32px 0 16px;font:600 28px/1.5 "方正小标宋简体","STZhongsong","Noto Serif CJK SC",serif;text-align:center}
h1 span{display:block}
h2{margin:0;font:600 20px/1.8 "SimHei","黑体","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-indent:2em}
.gk-slip{margin:64px 0 16px;padding-top:32px;border-top:2px dashed var(--gk-line);font-size:24px;text-align:center;text-indent:0}
p,li{margin:0;text-indent:2em;text-align:justify;overflow-wrap:anywhere}
.gk-to,.gk-flat{text-indent:0}.gk-to{margin-top:16px}
.gk-enclosures{margin:32px 0 0;padding:0;list-style:none}.gk-enclosures li+li{padding-left:3em}
.gk-sign{margin:48px 4em 0 auto;width:max-content;max-width:100%;text-align:center;break-inside:avoid}.gk-sign p{text-indent:0;text-align:center}
.gk-seal{color:var(--gk-soft);font-size:16px}
.gk-box{overflow-x:auto;margin:12px 0}
table{width:100%;border-collapse:collapse;font-size:18px;line-height:1.5}
th,td{padding:8px;border:1px solid var(--gk-line);text-align:left;vertical-align:middle}
th{font-weight:600;text-align:center;background:var(--gk-mist)}
.gk-grid td{text-align:center;font-variant-numeric:tabular-nums}
@media (max-width:640px){body{font-size:18px}.gk-letter{padding:24px 16px}h1{font-size:22px}.gk-organ{font-size:24px}.gk-sign{margin-right:0}}
@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}body{background:none;color:#000;font-size:16pt;line-height:28pt}.gk-letter{max-width:none;padding:0}
h1{font-size:22pt}h2{font-size:16pt}.gk-slip{break-before:page;border:0}th{background:none}tr{break-inside:avoid}}
"""


def render(letter: Letter) -> bytes:
    """A page in UTF-8."""
    lines = title_lines(letter)
    head = [f'<p class="gk-organ">{escape(letter.organ)}</p>'] if letter.layout == LETTER else []
    number = [f'<p class="gk-number">{escape(letter.number)}</p>'] if letter.number else []
    title = [f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in lines)}</h1>"]
    top = [*head, *number, *title] if head else [*title, *number]
    if letter.addressee:
        top.append(f'<p class="gk-to">{escape(letter.addressee)}：</p>')
    body = "\n".join([*top, *(_block(block) for block in letter.blocks)])
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(" ".join(lines))}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n<style>{_STYLE}</style>\n</head>\n'
        f'<body>\n<main class="gk-letter">\n{body}\n</main>\n</body>\n</html>\n'
    ).encode()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Enclosures):
        return f'<ul class="gk-enclosures">{"".join(f"<li>{escape(line)}</li>" for line in numbered(block.names))}</ul>'
    if isinstance(block, Signature):
        return f'<div class="gk-sign"><p>{escape(block.organ)}</p><p>{escape(block.date)}</p><p class="gk-seal">（印章）</p></div>'
    if isinstance(block, Slip):
        return f'<h2 class="gk-slip">{escape(block.title)}</h2>'
    return f"<p>{escape(block.text)}</p>"


def _table(table: Table) -> str:
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for place, text in enumerate(row):
            span = table.span(row, place)
            wide = f' colspan="{span}"' if span > 1 else ""
            words = "<br>".join(escape(line) for line in text.split("\n"))
            scope = "col" if table.head else "row"
            cells.append(f'<th scope="{scope}"{wide}>{words}</th>' if table.is_label(number, place) else f"<td{wide}>{words}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    kind = ' class="gk-grid"' if table.head else ""
    return f'<div class="gk-box"><table{kind}>\n' + "\n".join(rows) + "\n</table></div>"
