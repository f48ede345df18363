"""Pages as Word saves them (MSO styles, p and span in every cell, about 40 KB), made from the fictional clean report."""

from __future__ import annotations

from gongkai.report import layout, sample

_STYLE = """<style><!--
@font-face {font-family:仿宋_GB2312; panose-1:2 1 6 9 3 1 1 1 1 1; mso-font-charset:134;}
p.MsoNormal, li.MsoNormal, div.MsoNormal {mso-style-unhide:no; mso-style-qformat:yes; mso-style-parent:""; margin:0cm; text-align:justify;
 text-justify:inter-ideograph; mso-pagination:none; font-size:10.5pt; mso-bidi-font-size:12.0pt; font-family:"Calibri",sans-serif; mso-font-kerning:1.0pt;}
@page WordSection1 {size:595.3pt 841.9pt; margin:72.0pt 90.0pt 72.0pt 90.0pt; mso-header-margin:42.55pt; layout-grid:15.6pt;}
--></style>"""
_PARAGRAPH = "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>{}<o:p></o:p></span></p>\n"
_CELL = (
    "<td {}valign=center style='border:solid windowtext 1.0pt'>"
    "<p class=MsoNormal align=center><span style='font-family:宋体'>{}</span></p></td>\n"
)


def word_page(year: int = 2023, organ: str = sample.ORGAN) -> str:
    """One report as an HTML page saved by Word."""
    report = sample.clean("2021", year, organ)
    body = []
    for block in layout.blocks(report):
        if isinstance(block, layout.Table):
            body.append(
                "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n"
            )
            for row in block.rows:
                body.append("<tr style='mso-yfti-irow:0;height:20.0pt'>\n" + "".join(_cell(cell) for cell in row) + "</tr>\n")
            body.append("</table>\n")
        else:
            body.append(_PARAGRAPH.format(block.printed if isinstance(block, layout.Heading) else block.text))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">\n'
        f"<title>{report.title}</title>\n{_STYLE}</head>\n<body lang=ZH-CN><div class=WordSection1>\n{''.join(body)}</div></body></html>\n"
    )


def _cell(cell: layout.TableCell) -> str:
    spans = (f"rowspan={cell.rows} " if cell.rows > 1 else "") + (f"colspan={cell.columns} " if cell.columns > 1 else "")
    return _CELL.format(spans, cell.text)


def plain_text(year: int = 2023, organ: str = sample.ORGAN) -> str:
    """One report as the text that a web page gives when it is copied: one cell a line."""
    lines = []
    for block in layout.blocks(sample.clean("2021", year, organ)):
        if isinstance(block, layout.Table):
            lines += [cell.text for row in block.rows for cell in row]
        else:
            lines.append(block.printed if isinstance(block, layout.Heading) else block.text)
    return "\n".join(lines) + "\n"
