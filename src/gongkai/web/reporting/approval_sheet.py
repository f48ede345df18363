"""年度报告呈批单: the sheet on which a report is reviewed and signed on paper. It names the content by its code, so that paper and content can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.states.report import passed
from gongkai.ledger.vocabulary.codes import Role
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Letter, Paragraph, Table
from gongkai.report.output.checked import count_words, counts
from gongkai.web.accounts.selectors import names_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.due import due_of
from gongkai.web.reporting.selectors.present import code_of

if TYPE_CHECKING:
    from datetime import date

    from gongkai.report.model import Report
    from gongkai.web.reporting.selectors.present import Standing

TITLE = "政府信息公开工作年度报告呈批单"
_SPACE = "\n\n　　签名：　　　　　　　　　年　　月　　日"
_TOTAL, _TOTAL4 = 6, 4  # the places of 总计 in tables three and four
_UNKNOWN = "未填"


def sheet(now: Standing) -> Letter:
    """The sheet of the content as it is at that moment; what was said of it on screen stands in it."""
    annual, report = now.annual, now.content.report
    due = due_of(annual.organ, annual.year)
    edition = annual.edition + 1
    facts = (
        ("报告年度", f"{annual.year}年"), ("版次", f"第{edition}版" + ("（更正）" if edition > 1 else "")),
        ("统计范围", annual.get_scope_display()), ("公布期限", written(due.publish_by)),
        ("报送审读", written(due.hand_by) if due.hand_by else "不需要"), ("检查结果", _checked(now)),
    )  # fmt: skip
    pairs = tuple(facts[at] + facts[at + 1] for at in range(0, len(facts), 2))
    figures = gist(report)
    rows = (
        ("标题", report.title or ""), ("内容码", code_of(now.digest)), ("主要数字", "\n".join(f"{words}：{value}" for words, value in figures)),
        ("审核意见", _reviewed(now)), ("签发意见", _signed(now)),
    )  # fmt: skip
    how = "内容码由报告的全部数字和文字算出，改动一个字就不同。签字以后登记时要核对内容码；对不上的，说明签的不是现在这一份。"
    return Letter("sheet", TITLE, annual.organ_name, "", "", now.on, PLAIN, (Table(pairs), Table(rows), Paragraph(how)))


def gist(report: Report) -> tuple[tuple[str, str], ...]:
    """The figures that a signer looks for, in the order of the form: what each is, and the figure as it is printed."""
    return (
        ("现行有效的行政规范性文件", _one(report, "table2.normative_documents", 2, "件")),
        ("新收政府信息公开申请", _one(report, "table3.new", _TOTAL, "件")),
        ("上年结转", _one(report, "table3.carried_in", _TOTAL, "件")),
        ("办理结果总计", _one(report, "table3.total", _TOTAL, "件")),
        ("结转下年度", _one(report, "table3.carried_out", _TOTAL, "件")),
        ("行政复议", _one(report, "table4.review", _TOTAL4, "件")),
        ("行政诉讼（直接起诉、复议后起诉）", _lawsuits(report)),
    )


def _one(report: Report, row: str, index: int, unit: str) -> str:
    value = report.value(row, index)
    return _UNKNOWN if value is None else f"{value} {unit}"


def _lawsuits(report: Report) -> str:
    return "、".join(_one(report, f"table4.{row}", _TOTAL4, "件") for row in ("litigation_direct", "litigation_after_review"))


def _checked(now: Standing) -> str:
    answered = sum(each.answer is not None for each in now.found)
    words = count_words(counts(each.finding for each in now.found))
    return f"{words}；{answered} 处写明了保留的理由" if answered else words


def _reviewed(now: Standing) -> str:
    said = now.state.review_of(now.digest)
    if said is None or not passed(said):
        return _SPACE
    office = "审核人" if said.role is Role.OFFICER else said.role.label
    return _opinion(f"通过。{_note(said.note)}", _actor(now, said.step), office, said.day)


def _signed(now: Standing) -> str:
    said = now.state.signature_of(now.digest)
    if said is None:
        return _SPACE
    return _opinion("同意签发。", _note(said.paper) or _actor(now, said.step), said.role.label, said.day)


def _opinion(words: str, name: str, office: str, day: date) -> str:
    return f"{words}\n{name}（{office}）　{written(day)}"


def _actor(now: Standing, step: int) -> str:
    """Who wrote that step of the ledger."""
    actor = now.state.log[step - 1].actor
    return names_of([actor]).get(actor, "")


def _note(key: str) -> str:
    row = Note.objects.filter(pk=key).first() if key else None
    return row.text if row is not None else ""
