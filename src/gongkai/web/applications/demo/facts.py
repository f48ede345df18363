"""What the decisions of the demonstration state, by kind. Plain, exact, and about nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_DUTY = "经核对，没有法律、法规、规章规定这类信息应当公开"
THE_ITEM = "（所申请的信息）"  # stands for the words of the item itself
FACTS: Mapping[str, Mapping[str, str]] = {
    "D01": {"way_and_place": "已在示例区人民政府网站“示例镇”栏目公开，网址 https://www.shilizhen.example/zwgk/2025/0301.html"},
    "D02": {"provided_items": THE_ITEM, "provided_form": "纸质复印件1份，随本答复书邮寄"},
    "D03": {
        "provided_items": "示例村2024年土地流转合同（隐去个人信息）", "provided_form": "纸质复印件1份，随本答复书邮寄",
        "part_1": "合同中农户的身份证号码和银行账号", "ground_1": "D07", "reason_1": "属于个人隐私，公开会损害农户的合法权益，农户不同意公开",
    },
    "D04": {"secrecy_basis": "经示例区国家保密行政管理部门确定为秘密级，保密期限未满"},
    "D05": {"law_article": "《中华人民共和国统计法》第二十八条：统计调查中获得的能够识别或者推断单个统计调查对象身份的资料，任何单位和个人不得对外提供、泄露"},
    "D06": {"endangered_interest": "公共安全", "danger": "所申请的是示例镇供水管网阀门井的坐标和控制方式，公开后可能被用来破坏供水设施，危及公共安全"},
    "D07": {
        "third_party_interest": "投标文件中的报价构成属于示例建设有限公司的商业秘密", "consultation": "已书面征求第三方意见，第三方不同意公开",
        "public_interest": "中标结果和合同金额已经公开，不公开报价构成不会对公共利益造成重大影响",
    },
    "D08": {"internal_kind": "后勤管理"},
    "D09": {"process_kind": "讨论记录", "no_publication_duty": _NO_DUTY},
    "D10": {"enforcement_case": "示例镇综合行政执法队2025年对违法建设立案查处的案卷", "no_publication_duty": _NO_DUTY},
    "D11": {"special_law": "《不动产登记暂行条例》第二十七条", "query_channel": "请到示例区不动产登记中心查询，地址：示例区政务服务大厅3号窗口"},
    "D12": {"search_record": "2025年以“健身广场 预算”为检索词，检索了本机关档案室2020年至2025年文书档案和办公系统，由经办人甲检索，没有找到"},
    "D13": {"not_ours_reason": "学区划分由教育行政部门负责，本机关没有制作，也不保存", "right_organ": "示例区教育局，示例区学府路3号，电话 0000-1000004"},
    "D14": {"creation_needed": "需要对十年间各村的台账逐户汇总、分类和比对，现有信息中没有这样的汇总表"},
    "D15": {"correction_notice": "本机关已于先前发出补正告知书并送达", "unclear_points": "补正后仍没有写明文件的名称、文号或者其他可以查找的特征"},
    "D16": {"petition_nature": "申请内容是要求调查处理邻里宅基地纠纷，属于信访事项，不是申请获取已有的政府信息", "petition_channel": "示例镇信访接待室，示例镇人民路2号一楼"},
    "D17": {"earlier_reply": "本机关已就相同内容作出答复并送达"},
    "D18": {"publication_source": "《示例区人民政府公报》2025年第3期，可以到示例区图书馆查阅"},
    "D19": {
        "application_counts": "申请人两个月内就相同事项换用不同表述共提出申请46件", "stated_reasons": "申请人说明“了解情况”",
        "unreasonable_why": "各件内容高度重复，没有说明反复申请的必要",
    },
    "D20": {"obtained_information": "申请人已经在2025年取得《示例镇人民政府关于搬迁安置的答复》", "law_basis": "《中华人民共和国政府信息公开条例》第二条、第三十九条"},
    "D23": {"closing_reason": "申请人书面说明已从其他途径取得所需信息，不需要再答复"},
}  # fmt: skip
