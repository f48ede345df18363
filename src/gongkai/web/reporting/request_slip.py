"""数据报送单: the sheet on which an office reports its figures for the annual report, to be printed, filled in, sealed and sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.citation import printed
from gongkai.law.deadlines import written
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Letter, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gongkai.notices.letter import Block
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import FigureRequest
    from gongkai.web.reporting.selectors.declared import Cell

_DECISIONS = "处理决定按作出的全部决定填写，依法没有公开的也计入。"
_MONEY = "收费金额的单位是万元，可以有小数。"
_SIGNED = (
    ("填报人", "", "联系电话", ""),
    ("负责人\n（签字）", "", "填报日期", "　　年　　月　　日"),
    ("填报机构\n（盖章）", "\n\n"),
)


def slip(*, organ: Organ, year: int, office: str, asked: Sequence[tuple[Cell, FigureRequest]], on: date) -> Letter:
    """The sheet for one office with everything that is asked of it and open; ``asked`` is not empty."""
    due_on = min(request.due_on for _, request in asked)
    desk = organ.office or organ.name
    phone = f"（电话{organ.phone}）" if organ.phone else ""
    head: list[Block] = [
        Paragraph(
            f"根据{printed('条例:50')}和{printed('格式2021')}，{organ.name}正在编制{year}年政府信息公开工作年度报告。"
            f"请贵机构核对业务系统和台账，填写下表，于{written(due_on)}以前报送{desk}{phone}。"
        )
    ]
    rows = tuple((each.words, each.unit, "", "") for each, _ in asked)
    said = [Paragraph(f"说明：{each}") for each in dict.fromkeys(request.note for _, request in asked) if each]
    return Letter(
        "sheet", f"{year}年政府信息公开工作年度报告\n数据报送单", organ.name, "", office, on, PLAIN,
        (*head, Table((("项目", "单位", "本年数", "数据来源"), *rows), head=True), Paragraph(_how(year, asked)), *said, Table(_SIGNED)),
    )  # fmt: skip


def _how(year: int, asked: Sequence[tuple[Cell, FigureRequest]]) -> str:
    """How the figures are counted (格式2021, second part), as far as it concerns what is asked."""
    kinds = {each.kind for each, _ in asked}
    decisions = any(each.cite in ("条例:20(5)", "条例:20(6)") for each, _ in asked)
    return (
        f"统计期限为{year}年1月1日至12月31日。{_DECISIONS if decisions else ''}{_MONEY if 'amount' in kinds else ''}"
        "没有的填0，不要空着。请附统计表或者系统截图，由负责人签字并加盖印章。"
    )
