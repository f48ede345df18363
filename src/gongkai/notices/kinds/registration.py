"""Papers about receiving and serving: the register's sheet, the receipt, the proof of service."""

from __future__ import annotations

from gongkai.notices import base
from gongkai.notices.base import Fact, NoticeKind

_BASIS = Fact("receipt_basis", "收到日期的依据", base.CHOICE, choices=("提交之日", "签收之日", "确认之日"))

KINDS = (
    NoticeKind(
        "P01", "政府信息公开申请登记表", "条例:45", "p01_register", (
            base.ORGAN, base.DATE_OF_LETTER, base.APPLICATION_NUMBER, base.RECEIVED_ON, base.RECEIVED_BY, _BASIS,
            Fact("applicant", "申请人"),
            Fact("applicant_type", "申请人类型", base.CHOICE, choices=("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
            Fact("identity", "身份证明", hint="写证件种类和是否核对，不写号码"),
            Fact("applicant_contact", "联系方式"),
            Fact("agent", "代理人", required=False),
            base.CONTENT,
            Fact("wanted_form", "要求的提供方式和途径"),
            Fact("handler", "经办部门"),
            Fact("due_on", "答复期限", base.DATE),
        ), word="", addressed=False,
    ),
    NoticeKind(
        "P02", "政府信息公开申请登记回执", "条例:31", "p02_receipt", (
            base.ORGAN, base.DATE_OF_LETTER, base.ADDRESSEE, base.PRONOUN, base.APPLICATION_NUMBER, base.RECEIVED_ON, base.RECEIVED_BY,
            _BASIS, base.CONTENT, Fact("due_on", "最迟答复日期", base.DATE), *base.OFFICE,
        ), word="", period="answer_period",
    ),
    NoticeKind(
        "P16", "政府信息公开文书送达回证", "条例:45", "p16_service", (
            base.ORGAN, base.DATE_OF_LETTER, base.ADDRESSEE,
            Fact("document_name", "送达文书"), Fact("document_number", "送达文书文号"),
            Fact("service_way", "送达方式", base.CHOICE, choices=("直接送达", "委托送达", "邮寄送达", "网络送达")),
            Fact("service_address", "送达地点"),
            Fact("sender", "送达部门"),
            Fact("posting_number", "邮寄单号", required=False),
            Fact("posted_on", "交寄日期", base.DATE, required=False),
            Fact("service_note", "备注", required=False),
        ), word="", addressed=False, when=(("service_way", ("邮寄送达",), ("posting_number", "posted_on")),),
    ),
)  # fmt: skip
