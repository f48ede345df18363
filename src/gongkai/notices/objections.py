"""The remedy clause of a letter, made by ``law.remedies``; of several items with different clauses, one sentence each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gongkai.law import remedies
from gongkai.law.citation import chinese_number
from gongkai.law.parameters import NoValueInForce
from gongkai.law.remedy_settings import data
from gongkai.lib.errors import UnusableInput
from gongkai.notices import base
from gongkai.notices.base import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.law.remedy_settings import Settings

_LABELS = {str(entry["label"]): kind for kind, entry in data()["organs"].items()}
FACTS = (
    Fact("organ_kind", "机关类型", base.CHOICE, required=False, choices=(*_LABELS, *_LABELS.values()), default="town"),
    Fact("reviewer", "行政复议机关", required=False, hint="管辖行政复议案件的人民政府的全称"),
    Fact("superior", "上一级主管部门", required=False),
    Fact("court", "管辖法院", required=False),
    Fact("served_on", "送达日期", base.DATE, required=False, hint="不写就按成文日期"),
    Fact("served_online", "通过互联网送达", base.FLAG, required=False, default=False),
    Fact("online_channel", "行政复议网上申请渠道", required=False),
)


def clause(codes: Sequence[str], facts: Mapping[str, Any], *, letter: str, settings: Settings) -> tuple[str, tuple[str, ...]]:
    """The template lines of the clause for the decisions ``codes`` in order, and what was assumed.

    ``letter`` is what the letter calls itself (「答复书」). Raises :class:`UnusableInput` for a name that the clause needs.
    """
    kind = _LABELS.get(facts["organ_kind"], facts["organ_kind"])
    organ = remedies.OrganFacts(
        facts["organ"], kind, *(facts[key] or "" for key in ("reviewer", "superior", "court", "online_channel")),
    )  # fmt: skip
    said: dict[str, list[int]] = {}
    notes: list[str] = []
    for place, code in enumerate(codes, 1):
        try:
            made = remedies.remedy(
                code, organ, served_on=facts["served_on"] or facts["date"], served_online=facts["served_online"], settings=settings, letter=letter
            )  # fmt: skip
        except NoValueInForce as error:
            raise UnusableInput(str(error), "请核对日期") from None
        if made.clause:
            said.setdefault(made.clause, []).append(place)
        notes += made.notes
    if len(said) == 1 and len(next(iter(said.values()))) == len(codes):
        lines = list(said)
    else:
        lines = [_about(text, places, letter) for text, places in said.items()]
    return "\n".join(f"remedy: {' '.join(line.split())}" for line in lines), tuple(dict.fromkeys(notes))


def _about(text: str, places: Sequence[int], letter: str) -> str:
    """The clause for some items only: 「对本答复书第一项、第三项不服的」."""
    items = "、".join(f"第{chinese_number(place)}项" for place in places)
    named = re.sub(rf"(对本{letter})(?=不服|中|的其他)", rf"\g<1>{items}", text.replace(f"不服本{letter}的", f"对本{letter}不服的"))
    return named if named != text else f"关于{items}：{text}"
