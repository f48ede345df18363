"""One report printed in the ways that real ones come: a cell a line, pipes, glued, as a PDF's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import FORMS
from gongkai.report.forms.common import RECONCILIATION, RESULTS_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.report.model import Report

Line = list[str]


def table_two(report: Report) -> Iterator[Line]:
    """Rows of table two, headers among them."""
    form = FORMS[report.form or "2021"]
    for block in form.blocks:
        yield [block.item]
        yield ["信息内容", *(column.label for column in block.columns)]
        for row in block.rows:
            if figures := report.rows.get(f"table2.{row.key}"):
                yield [row.label, *(figure.shown for figure in figures)]


def table_three(report: Report) -> Iterator[Line]:
    """Rows of table three with their group labels where they begin."""
    form = FORMS[report.form or "2021"]
    yield [RECONCILIATION, "申请人情况"]
    yield ["自然人", "法人或其他组织", "总计"]
    yield ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    group = None
    for row in form.rows:
        figures = report.rows[f"table3.{row.key}"]
        front = [RESULTS_LABEL] if row.key == "granted" else []
        if row.group and row.group != group:
            front.append(row.group)
        group = row.group
        yield [*front, row.label, *(figure.shown for figure in figures)]


def table_four(report: Report) -> Iterator[Line]:
    """The two header rows and the one row of figures."""
    yield ["行政复议", "行政诉讼"]
    four = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    yield [*four, "未经复议直接起诉", "复议后起诉"]
    yield [*four, *four]
    yield [figure.shown for row in FORMS["2021"].table4 for figure in report.rows[f"table4.{row.key}"]]


def cell_a_line(rows: Iterator[Line]) -> str:
    return "\n\n".join(cell for row in rows for cell in row)


def broken_words(rows: Iterator[Line]) -> str:
    """A cell a line, header words broken over two lines, tabs before cells."""
    text = "\n\t".join(cell for row in rows for cell in row)
    for word, broken in (
        ("本年新制作", "本年新\n制作"),
        ("商业企业", "商业\n企业"),
        ("科研机构", "科研\n机构"),
        ("法律服务", "法律\n 服务"),
    ):
        text = text.replace(word, broken)
    return text


def bars(rows: Iterator[Line]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def bars_behind(rows: Iterator[Line]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def bars_with_runs(rows: Iterator[Line]) -> str:
    """Merged cells as runs of bars behind the row."""
    return "\n".join("| " + " | ".join(row) + " |" + "|" * (3 if len(row) < 4 else 0) for row in rows)


def bar_a_line(rows: Iterator[Line]) -> str:
    return "\n".join("\n".join(f"{cell} |" for cell in row) for row in rows)


def bar_before_each(rows: Iterator[Line]) -> str:
    return "\n".join("\n".join(f"| \n {cell}  " for cell in row) + "|" for row in rows)


def glued(rows: Iterator[Line]) -> str:
    return "".join(cell for row in rows for cell in row)


def page_lines(rows: Iterator[Line]) -> str:
    """A PDF's text: a row a line, long labels wrapped around their figures."""
    lines = []
    for row in rows:
        figures = [cell for cell in row if cell.lstrip("-").replace(".", "").rstrip("元").isdecimal()]
        words = "".join(row[: len(row) - len(figures)])
        if figures and len(words) > 20:
            lines += [words[:14], " ".join(figures), words[14:]]
        else:
            lines.append(" ".join([words, *figures]).strip())
    return "\n".join(lines)


PLAIN: dict[str, Callable[[Iterator[Line]], str]] = {
    "cell_a_line": cell_a_line,
    "broken_words": broken_words,
    "bars": bars,
    "bars_behind": bars_behind,
    "bars_with_runs": bars_with_runs,
    "bar_a_line": bar_a_line,
    "bar_before_each": bar_before_each,
    "page_lines": page_lines,
}


def printed(report: Report, dialect: Callable[[Iterator[Line]], str], line: str = "\n") -> str:
    """The whole report as text, its tables in one dialect; ``line`` "" glues headings too."""
    parts = [
        report.title,
        report.sections["preamble"],
        "一、总体情况",
        report.sections["overview"].replace("\n", line),
        "二、主动公开政府信息情况",
        dialect(table_two(report)),
        "三、收到和处理政府信息公开申请情况",
        dialect(table_three(report)),
        "四、政府信息公开行政复议、行政诉讼情况",
        dialect(table_four(report)),
        "五、存在的主要问题及改进情况",
        report.sections["problems"].replace("\n", line),
        "六、其他需要报告的事项",
        report.sections["other"],
    ]
    return line.join(str(part) for part in parts) if line else f"{parts[0]} " + "".join(str(part) for part in parts[1:])
