"""Letters to others about an application: third parties, organs that made the information too, the organ's own offices.

None of them shows who applied: 条例 Art. 32 asks about the information, not about the person.
"""

from __future__ import annotations

from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

# Given only so that the letter can be searched for it; nothing of it is printed.
_HIDDEN = Fact("applicant", "申请人", required=False, hint="只用来核对信件里没有写到申请人，不印出")
_ASKED = Fact("consulted_content", "征求意见的政府信息")
_OPINION = Fact("third_party_opinion", "第三方的意见", base.CHOICE, choices=("不同意公开", "部分同意公开", "逾期未提出意见"))

KINDS = (
    NoticeKind(
        "P07", "政府信息公开第三方意见征询书", "条例:32", "p07_third_party",
        (*base.LETTER_HEAD, base.PRONOUN, _HIDDEN, _ASKED, Fact("relation", "与第三方的关系", hint="这些信息为什么可能涉及第三方的权益"), Fact("reply_way", "回复方式"), *base.OFFICE),
        period="third_party_reply", word="征", about_applicant=False,
    ),
    NoticeKind(
        "P09", "共同制作机关意见征求函", "条例:34", "p09_co_maker",
        (*base.LETTER_HEAD, _HIDDEN, _ASKED, Fact("reply_way", "回复方式"), *base.OFFICE),
        period="co_maker_reply", word="征", layout=base.LETTER, about_applicant=False,
    ),
    NoticeKind(
        "P09B", "政府信息公开其他机关意见征求函", "条例:11", "p09b_other_organ",
        (*base.LETTER_HEAD, _HIDDEN, _ASKED, Fact("reply_way", "回复方式"), *base.OFFICE),
        word="征", layout=base.LETTER, about_applicant=False,
    ),
    NoticeKind(
        "P10", "政府信息公开申请协办单", "条例:45", "p10_inside", (
            *base.LETTER_HEAD, base.APPLICATION_NUMBER, base.RECEIVED_ON, base.CONTENT,
            Fact("tasks", "协办事项", base.LINES),
            Fact("reply_by", "反馈期限", base.DATE),
            Fact("due_on", "答复期限", base.DATE),
            *base.OFFICE,
        ), word="办",
    ),
    NoticeKind(
        "P11", "政府信息公开决定告知书", "条例:32", "p11_publishing", (
            *base.LETTER_HEAD, base.PRONOUN, _HIDDEN,
            Fact("consulted_on", "征求意见日期", base.DATE),
            _OPINION,
            Fact("published_content", "决定公开的政府信息内容"),
            Fact("publishing_reason", "决定公开的理由"),
            *base.OFFICE,
        ), remedy=True, about_applicant=False,
    ),
)  # fmt: skip
