"""The notice of the fee for processing; its amount is computed, never written by hand."""

from __future__ import annotations

from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

BY_ITEM, BY_PAGE = "按件", "按量"

KINDS = (
    NoticeKind(
        "P12", "政府信息公开信息处理费收费通知书", "条例:42.1", "p12_fee", (
            *base.TO_APPLICANT,
            Fact("fee_method", "收费方式", base.CHOICE, choices=(BY_ITEM, BY_PAGE)),
            Fact("fee_quantity", "计费数量", base.COUNT, hint="按件写本申请是当月第几件，按量写页数"),
            Fact("fee_finding", "明显超过合理范围的情况"),
            Fact("payment_way", "缴纳方式"),
        ), period="fee_payment", word="费",
    ),
)  # fmt: skip
