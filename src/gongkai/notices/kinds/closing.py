"""Letters that end an application without an answer: not corrected in time, not paid in time."""

from __future__ import annotations

from gongkai.law.facts import FACTS as LAW_FACTS
from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

_TITLE = "政府信息公开申请不再处理告知书"


def _law_fact(key: str, kind: str = base.TEXT) -> Fact:
    return Fact(key, LAW_FACTS[key].label, kind)


_UNCORRECTED = (*base.TO_APPLICANT, base.STEPS_TAKEN, _law_fact("correction_notice"), _law_fact("correction_deadline", base.DATE))
_UNPAID = (*base.TO_APPLICANT, base.STEPS_TAKEN, _law_fact("fee_notice"), _law_fact("payment_deadline", base.DATE))
_GROUND = Fact("ground", "不再处理的情形", base.CHOICE, choices=("逾期不补正", "逾期未缴费"))

KINDS = (
    NoticeKind(
        "P13", _TITLE, "条例:30", "d21_uncorrected", (_GROUND,), remedy=True, variants=(("逾期不补正", "D21"), ("逾期未缴费", "D22"))
    ),
    NoticeKind("D21", _TITLE, "条例:30", "d21_uncorrected", _UNCORRECTED, remedy=True, decision="D21"),
    NoticeKind("D22", _TITLE, "条例:42.1", "d22_unpaid", _UNPAID, remedy=True, decision="D22"),
)
