"""发布审查单: the sheet on which the three reviews and the approval are signed on paper; what was said on screen stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import short
from gongkai.ledger.vocabulary.codes import Stage
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Enclosures, Letter, Paragraph, Slip, Table
from gongkai.web.publication.selectors.columns import label_of
from gongkai.web.publication.services.reviewing import CHECKLIST, passed_by

if TYPE_CHECKING:
    from datetime import date

    from gongkai.notices.letter import Block
    from gongkai.web.publication.models import Item, Opinion

TITLE = "政府信息发布审查单"
_SPACE = "\n　　签名：　　　　　　　　　年　　月　　日"
_BOX = "□"
_TICKED = "☑"


def sheet(*, item: Item, on: date) -> Letter:
    """The sheet as of that day; the text itself follows on a page of its own."""
    version = item.draft
    assert version is not None
    passed = {each.stage: each for each in passed_by(item)}
    files = [each.name for each in version.attachments.filter(inline=False)]
    facts = (
        ("发文字号", item.number or "无"), ("体裁", item.get_genre_display()),
        ("成文日期", written(item.formed_on)), ("公开期限", written(item.due_on) if item.due_on else "不适用"),
        ("起草人", item.drafter.name if item.drafter else ""), ("版次", f"第 {version.number} 版"),
    )  # fmt: skip
    pairs = tuple(facts[at] + facts[at + 1] for at in range(0, len(facts), 2))
    rows = (
        ("标题", version.title), ("索引号", item.index_number), ("栏目", label_of(item.organ, item.column)), ("公开属性", _attribute(item)), ("逐项核对", _points(passed)),
        *((stage.label, _opinion(passed.get(stage.value))) for stage in Stage), ("签发", _opinion(passed.get(""))),
    )  # fmt: skip
    text: list[Block] = [Paragraph(line) for line in version.text.split("\n") if line.strip()]
    enclosed: list[Block] = [Enclosures(tuple(files))] if files else []
    return Letter(
        "sheet", TITLE, item.organ.name, "", "", on, PLAIN, (Table(pairs), Table(rows), Slip("所附内容"), Paragraph(version.title), *text, *enclosed)
    )  # fmt: skip


def _attribute(item: Item) -> str:
    label: str = item.get_attribute_display() or "没有定"
    return f"{label}（依据{short(item.attribute_basis)}）" if item.attribute_basis else label


def _points(passed: dict[str, Opinion]) -> str:
    """The points, a line each without their clauses, ticked where somebody who passed it on screen ticked them."""
    ticked = {key for each in passed.values() for key in each.checklist}
    return "\n".join(f"{_TICKED if key in ticked else _BOX} {words.partition('（')[0]}" for key, words in CHECKLIST.items())


def _opinion(said: Opinion | None) -> str:
    """What was said, or the place to write it."""
    if said is None:
        return _SPACE
    return f"{said.get_verdict_display()}。{said.text}\n{said.name}　{written(said.on)}"
