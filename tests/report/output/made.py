"""Reports and findings for the tests of output, with one finding of each kind of place."""

from gongkai.report import sample
from gongkai.report.model import Figure, Heading, Origin, Unsure
from gongkai.report.output.checked import Checked
from gongkai.report.rules.base import ERROR, INFO, WARNING, Finding, Fix, Place

UNSURE = Unsure("table3.granted[6]", "3?", "看不清")


def report():
    base = sample.clean("2021", 2023)
    overview = base.sections["overview"] + "\n我镇准确的将工作做好 & <b>完成</b>。"
    rows = {**base.rows, "table2.rules": (Figure(None, "/"), Figure(None, ""), Figure(0))}
    origins = {"table3.new": Origin("一、本年新收到政府信息公开申请数量")}
    text = f"{base.title}\n一、总体情况\n{overview}\n"
    return base._replace(sections={**base.sections, "overview": overview}, rows=rows, origins=origins, text=text, kind="text")


def finding(
    code="S001", level=ERROR, certain=True, message="六类申请人之和是 4，总计写的是 3，相差 1", place=None, fix=None, cites=("条例:50(4)",)
):
    return Finding(code, "row-total-differs", level, certain, message, place or Place("table3", "granted", "总计", "3"), cites, fix)


def findings():
    overview = report().sections["overview"]
    start = overview.index("准确的将")
    return (
        finding(),
        finding("N001", WARNING, message="行名多写了「到」", place=Place("table3", "new", None, "新收到"), fix=Fix("新收到", "新收")),
        finding(
            "N010",
            INFO,
            message="「的」应为「地」",
            place=Place("overview", text="准确的将", start=start, end=start + 4),
            fix=Fix("准确的", "准确地"),
        ),
        finding("L001", WARNING, False, "第五部分太短", Place("problems"), cites=()),
        finding("F099", ERROR, message="缺少表格", place=Place("table9", "x", "y", "z")),
    )


def checked():
    return Checked("某镇/年报 1.txt", report(), findings())


def heading(start):
    return Heading("overview", "一、总体情况", "一", start)
