"""更正 of records about oneself (条例 Art. 41): what became of the request, and the letter that passes it on."""

from __future__ import annotations

from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

CORRECTED, REFUSED, PASSED_ON, POINTED = "予以更正", "不予更正", "转送有权机关", "告知向有权机关提出"
_RECORD = Fact("record", "要求更正的记录")
_RIGHT_ORGAN = Fact("right_organ", "有权更正的行政机关")

KINDS = (
    NoticeKind(
        "P15", "政府信息更正申请处理告知书", "条例:41", "p15_corrected", (
            *base.LETTER_HEAD, base.PRONOUN, Fact("requested_on", "收到更正申请日期", base.DATE), _RECORD,
            Fact("evidence", "申请人提供的证据"),
            Fact("correction_outcome", "处理结果", base.CHOICE, choices=(CORRECTED, REFUSED, PASSED_ON, POINTED)),
            Fact("correction_reason", "处理理由", hint="更正的写更正成什么"),
            _RIGHT_ORGAN.optional(), Fact("right_organ_contact", "有权更正的行政机关的联系方式", required=False),
            *base.OFFICE,
        ), remedy=True, word="更", when=(("correction_outcome", (PASSED_ON, POINTED), ("right_organ",)),),
    ),
    NoticeKind(
        "P15B", "政府信息更正申请转送函", "条例:41", "p15b_passed_on", (
            *base.LETTER_HEAD, Fact("applicant", "申请人"), Fact("requested_on", "收到更正申请日期", base.DATE), _RECORD,
            Fact("correction_reason", "转送理由"), base.ENCLOSURES, *base.OFFICE,
        ), word="更", layout=base.LETTER,
    ),
)  # fmt: skip
