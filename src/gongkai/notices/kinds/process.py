"""Letters to the applicant on the way to an answer: correction, reasons, extension, deferral, consultation."""

from __future__ import annotations

from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

KINDS = (
    NoticeKind(
        "P03", "政府信息公开申请补正告知书", "条例:30", "p03_correction", (
            *base.TO_APPLICANT,
            Fact("corrections", "补正内容", base.LINES, hint="一次写全，每行一项"),
            Fact("correction_way", "补正方式"),
            Fact("correction_days", "补正期限（工作日）", base.COUNT),
            Fact("guidance", "指导和释明", required=False),
        ), period="correction_request", word="补",
    ),
    NoticeKind(
        "P04", "政府信息公开申请说明理由告知书", "条例:35", "p04_reasons", (
            *base.TO_APPLICANT,
            Fact("application_counts", "申请的数量、频次"),
            Fact("reason_days", "说明理由期限（工作日）", base.COUNT),
            Fact("reason_way", "说明理由方式"),
        ),
    ),
    NoticeKind(
        "P05", "政府信息公开申请延期答复告知书", "条例:33.2", "p05_extension", (
            *base.TO_APPLICANT,
            Fact("extension_reason", "延期理由"),
            Fact("extension_days", "延长的工作日数", base.COUNT),
            Fact("due_on", "延长后的答复期限", base.DATE),
            Fact("approved_on", "工作机构负责人同意日期", base.DATE),
        ), period="extension_limit", word="延",
    ),
    NoticeKind(
        "P06", "政府信息公开申请延迟答复告知书", "条例:35", "p06_deferral", (
            *base.TO_APPLICANT,
            Fact("reasons_received_on", "收到理由说明日期", base.DATE),
            Fact("deferral_reason", "延迟理由"),
            Fact("due_on", "延迟后的答复日期", base.DATE),
        ), word="延",
    ),
    NoticeKind(
        "P08", "政府信息公开申请征求意见告知书", "条例:33.3", "p08_consulting", (
            *base.TO_APPLICANT,
            Fact("consulted", "征求意见的对象", base.CHOICE, choices=("第三方", "其他行政机关", "第三方和其他行政机关"), hint="不写第三方是谁"),
            Fact("consulted_on", "征求意见书发出日期", base.DATE),
        ),
    ),
    NoticeKind(
        "P14", "政府信息公开申请撤回确认书", "条例:45", "p14_withdrawal", (
            *base.TO_APPLICANT,
            Fact("withdrawn_on", "撤回日期", base.DATE),
            Fact("withdrawal_way", "撤回方式", hint="例如 书面、当面说明并签字"),
        ),
    ),
)  # fmt: skip
