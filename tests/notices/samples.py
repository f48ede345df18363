"""Complete facts for every kind of letter of a fictional town. People are roles."""

from datetime import date

from gongkai.law import grounds
from gongkai.law.facts import FACTS as LAW_FACTS

DAY = date(2026, 3, 20)
HEAD = {"organ": "示例镇人民政府", "date": DAY, "number": "示政公开告〔2026〕3号", "addressee": "申请人甲"}
OFFICE = {"contact_office": "示例镇党政办公室", "phone": "000-00000000", "address": "示例区示例镇示例路1号"}
APPLICATION = {
    "application_number": "示政公开申〔2026〕5号",
    "received_on": date(2026, 3, 2),
    "received_by": "邮寄",
    "content": "2025年度示例镇农村道路养护合同",
}
APPLICANT = HEAD | APPLICATION | OFFICE
REMEDY = {"reviewer": "示例区人民政府", "court": "示例区人民法院"}
NEIGHBOUR = HEAD | OFFICE | {"addressee": "第三方乙", "number": "示政公开征〔2026〕1号"}

PAPERS = {
    "P01": HEAD
    | APPLICATION
    | {
        "receipt_basis": "签收之日", "applicant": "申请人甲", "applicant_type": "自然人", "identity": "居民身份证，已核对",
        "applicant_contact": "来信信封所列地址", "wanted_form": "纸质复印件，邮寄", "handler": "党政办公室", "due_on": date(2026, 3, 30),
    },
    "P02": APPLICANT | {"receipt_basis": "签收之日", "due_on": date(2026, 3, 30)},
    "P03": APPLICANT | {"corrections": ["道路的名称或者起止点", "合同的签订时间"], "correction_way": "书面寄送或者当面提交", "correction_days": 10, "guidance": "可以先查阅本镇政府信息公开目录"},
    "P04": APPLICANT | {"application_counts": "2026年1月至3月共提出申请36件", "reason_days": 10, "reason_way": "书面"},
    "P05": APPLICANT | {"extension_reason": "申请涉及的合同数量较多，需要逐份审查", "extension_days": 10, "due_on": date(2026, 4, 14), "approved_on": date(2026, 3, 19)},
    "P06": APPLICANT | {"reasons_received_on": date(2026, 3, 12), "deferral_reason": "同期申请数量较多", "due_on": date(2026, 5, 29)},
    "P07": NEIGHBOUR | {"consulted_content": "2025年度农村道路养护合同", "relation": "合同由您单位签订，含报价", "reply_way": "寄回或者送达示例镇党政办公室", "applicant": "申请人甲"},
    "P08": APPLICANT | {"consulted": "第三方", "consulted_on": date(2026, 3, 18)},
    "P09": NEIGHBOUR | {"addressee": "示例区交通运输局", "consulted_content": "2025年度农村道路养护计划", "reply_way": "公文交换", "applicant": "申请人甲"},
    "P09B": NEIGHBOUR | {"addressee": "示例区水务局", "consulted_content": "2025年度河道清淤计划", "reply_way": "公文交换", "applicant": "申请人甲"},
    "P10": APPLICANT | {"addressee": "经济发展办公室", "number": "示政公开办〔2026〕2号", "tasks": ["检索2025年度道路养护合同", "说明是否含有商业秘密"], "reply_by": date(2026, 3, 25), "due_on": date(2026, 3, 30)},
    "P11": NEIGHBOUR | REMEDY | {"consulted_on": date(2026, 3, 4), "third_party_opinion": "不同意公开", "published_content": "道路养护合同的中标价", "publishing_reason": "中标价关系公共资金的使用", "applicant": "申请人甲"},
    "P12": APPLICANT | {"number": "示政公开费〔2026〕1号", "fee_method": "按件", "fee_quantity": 35, "fee_finding": "2026年3月共提出申请35件，内容大多重复", "payment_way": "凭缴款通知书到代收银行缴纳"},
    "P13": APPLICANT | REMEDY | {"ground": "逾期不补正", "correction_notice": "示政公开补〔2026〕1号，2026年3月4日送达", "correction_deadline": date(2026, 3, 18)},
    "P14": APPLICANT | {"withdrawn_on": date(2026, 3, 17), "withdrawal_way": "书面"},
    "P15": HEAD | OFFICE | REMEDY | {"requested_on": date(2026, 3, 2), "record": "低保公示名单中的家庭人口数", "evidence": "居民户口簿复印件", "correction_outcome": "予以更正", "correction_reason": "家庭人口数由2人更正为3人"},
    "P15B": HEAD | OFFICE | {"addressee": "示例区民政局", "applicant": "申请人甲", "requested_on": date(2026, 3, 2), "record": "低保名单中的家庭人口数", "correction_reason": "该名单由贵机关制作", "enclosures": ["更正申请书", "证据材料"]},
    "P16": HEAD | {"document_name": "政府信息公开申请答复书", "document_number": "示政公开答〔2026〕3号", "service_way": "邮寄送达", "service_address": "来信信封所列地址", "sender": "党政办公室", "posting_number": "EX000000000CN", "posted_on": DAY},
}  # fmt: skip
_WITHOUT = {"P01": "addressee number application", "P02": "number", "P16": "number"}
for _code, _names in _WITHOUT.items():
    for _name in _names.split():
        PAPERS[_code].pop(_name, None)
for _name in ("received_by",):
    PAPERS["P10"].pop(_name)

LAW_VALUES = {
    "provided_items": ["2025年度农村道路养护合同（共3份，12页）", "养护验收单（2页）"],
    "provided_form": "纸质复印件，随本答复书邮寄",
    "withheld_parts": [
        {"part": "合同所附报价明细", "ground": "D07", "reason": "涉及中标人的商业秘密，中标人不同意公开"},
        {"part": "信封上的便条", "ground": "不属于政府信息", "reason": "不是履行行政管理职能中制作或者获取的信息"},
    ],
    "way_and_place": "示例区人民政府网站“示例镇”栏目",
    "correction_deadline": date(2026, 3, 18),
    "payment_deadline": date(2026, 3, 18),
    "law_basis": "《示例省政府信息公开办法》第九条",
}


def law_values(code):
    """The facts that ``law.grounds`` asks for, with values that read as a letter would."""
    kind = grounds.by_code(code)
    values = {}
    for key in (*kind.facts, *kind.optional):
        fact = LAW_FACTS[key]
        values[key] = LAW_VALUES.get(key) or (fact.choices[0] if fact.choices else f"关于{fact.label.split('（')[0]}的说明")
    return values


DECISIONS = {kind.code: APPLICANT | REMEDY | {"number": "示政公开答〔2026〕4号"} | law_values(kind.code) for kind in grounds.KINDS}
STEPS = [
    {"step": "correction_requested", "date": date(2026, 3, 4)},
    {"step": "收到补正", "date": date(2026, 3, 9)},
    {"step": "extended", "date": date(2026, 3, 18), "until": date(2026, 4, 20)},
]
REPLY = (
    APPLICANT
    | REMEDY
    | {
        "number": "示政公开答〔2026〕4号",
        "steps": STEPS,
        "enclosures": ["2025年度农村道路养护合同复印件", "养护验收单复印件"],
        "items": [
            {"decision": code, "item_content": content} | law_values(code)
            for code, content in (("D02", "2025年度养护合同"), ("D12", "2024年度养护合同"), ("D09", "合同会审讨论记录"))
        ],
    }
)
ALL = PAPERS | DECISIONS | {"reply": REPLY}
