"""The answers D01–D20 and D23, each alone (its code as kind) or several in one letter (kind ``reply``).

Article, facts and remedy come from ``law.grounds``; a fact of law is a line of text unless ``_TYPES`` says more.
"""

from __future__ import annotations

from gongkai.law import grounds
from gongkai.law.facts import FACTS as LAW_FACTS
from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

_ANSWER, _NOT_PROCESSED, _CLOSED = "政府信息公开申请答复书", "政府信息公开申请不予处理告知书", "政府信息公开申请结案告知书"
_TITLES = {grounds.NOT_PROCESSED: _NOT_PROCESSED, grounds.CLOSED: _CLOSED}
WITHHOLDING = {kind.label: kind for kind in grounds.KINDS if kind.family == grounds.DENIED and kind.code != "D11"}
NOT_INFORMATION = "不属于政府信息"
_PARTS = (
    Fact("part", "不予公开的部分"),
    Fact("ground", "依据", base.CHOICE, choices=(*WITHHOLDING, *(kind.code for kind in WITHHOLDING.values()), NOT_INFORMATION)),
    Fact("reason", "理由"),
)
_TYPES = {"provided_items": base.LINES, "withheld_parts": base.PIECES}
_IN_CLOSING = {"D21", "D22"}  # letters of their own in ``closing``


def law_facts(code: str) -> tuple[Fact, ...]:
    """What a decision must state beyond date, way and content, and what it may."""
    kind = grounds.by_code(code)
    return tuple(_fact(key, required=True) for key in kind.facts) + tuple(_fact(key, required=False) for key in kind.optional)


def _fact(key: str, *, required: bool) -> Fact:
    known = LAW_FACTS[key]
    kind = base.CHOICE if known.choices else _TYPES.get(key, base.TEXT)
    return Fact(key, known.label, kind, required, known.choices, _PARTS if kind == base.PIECES else ())


DECISION = Fact("decision", "答复种类", base.TEXT, hint="D01 至 D20 之一")
ITEM_CONTENT = Fact("item_content", "该项申请内容")
_SHARED = (*base.TO_APPLICANT, base.STEPS_TAKEN, base.ENCLOSURES)


def _alone(kind: grounds.DecisionKind) -> NoticeKind:
    return NoticeKind(
        kind.code, _TITLES.get(kind.family, _ANSWER), kind.articles[0], "reply", (*_SHARED, *law_facts(kind.code)),
        remedy=kind.remedy != grounds.NO_CLAUSE, word="答", layout=base.LETTER, decision=kind.code,
    )  # fmt: skip


REPLY = NoticeKind(
    "reply", _ANSWER, "条例:36", "reply",
    (*_SHARED, Fact("items", "各项答复", base.ITEMS, hint="每项写 decision（答复种类）、item_content（该项申请内容）和该种类需要的事实")),
    remedy=True, word="答", layout=base.LETTER,
)  # fmt: skip
KINDS = (*(_alone(kind) for kind in grounds.KINDS if kind.code not in _IN_CLOSING), REPLY)
