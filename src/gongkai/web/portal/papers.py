"""Papers of the citizen's side: the form to fill in by hand, with organ and address in it, and the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.ledger.vocabulary.codes import Column
from gongkai.lib.errors import UnusableInput
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Heading, Letter, Paragraph, Table
from gongkai.notices.writers import docx, pdf
from gongkai.web.applications.services import intake_papers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.web.applications.models import Application
    from gongkai.web.organs.models import Organ

WRITERS: dict[str, tuple[str, Callable[[Letter], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render),
    "pdf": ("application/pdf", pdf.render),
}
_BOX = "□"


def application_form(organ: Organ, on: date) -> Letter:
    """政府信息公开申请表 with the organ's name and address: what 条例 Art. 29 asks for, one applicant and up to three items."""
    blocks = (
        Paragraph(f"受理机关：{organ.name}"),
        Paragraph(_where(organ)),
        Heading("申请人"),
        Table((
            ("姓名或者名称", "", "证件种类和号码", ""), ("申请人类型", _boxes([each.label for each in Column])), ("联系人（单位填写）", "", "联系电话", ""),
            ("通信地址和邮编", "", "电子邮箱", ""), ("代理人（有的填写）", "", "代理人证件和电话", ""),
        )),
        Heading("所需政府信息"),
        Table((("第一项：名称、文号或者便于查询的其他特征", "\n\n"), ("第二项", "\n\n"), ("第三项", "\n\n"))),
        Heading("提供方式"),
        Table((("形式", _boxes(["纸质", "电子文件", "光盘"])), ("途径", _boxes(["邮寄", "电子邮件", "网上查阅", "当面领取", "传真"])))),
        Paragraph("请附身份证明复印件；代理的，另附授权委托书。不需要说明用途。"),
        Paragraph("申请人签名或者盖章：　　　　　　　　　　　　年　　月　　日"),
    )  # fmt: skip
    return Letter("form", "政府信息公开申请表", organ.name, "", "", on, PLAIN, blocks)


def _boxes(words: list[str]) -> str:
    return "　".join(f"{_BOX}{word}" for word in words)


def _where(organ: Organ) -> str:
    named = (
        ("办公地址", organ.address), ("邮编", organ.postcode), ("工作机构", organ.office), ("电话", organ.phone), ("传真", organ.fax),
        ("电子邮箱", organ.email), ("办公时间", organ.hours),
    )  # fmt: skip
    return "　".join(f"{label}：{value}" for label, value in named if value)


def receipt(application: Application, on: date) -> Letter | None:
    """P02 for the applicant; None before the day of receipt is certain or while the organ's record lacks what it must name."""
    try:
        return intake_papers.paper(application=application, code="P02", on=on)
    except UnusableInput:
        return None
