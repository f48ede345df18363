"""The cases of the demonstration: every kind of decision, every act, and what a desk looks like on an ordinary morning."""

from __future__ import annotations

from typing import Any

from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.web.applications.demo.office import BUREAU, OLD_TOWN, STREET
from gongkai.web.applications.demo.plan import Plan, act, decide, letter, step

_CORRECTION = {"corrections": "请写明所需文件的名称或者文号\n请写明所涉及的年份"}
_THIRD = {
    "name": "示例建设有限公司", "address": "示例区工业路8号", "relation": "该公司是项目的施工单位，报价资料由其制作", "pronoun": "贵单位",
}  # fmt: skip
_COMPANY = "示例商贸有限公司"


def _simple(ago: int, content: str, code: str, *, days: int = 12, **how: Any) -> Plan:
    """Decided and answered after some days."""
    return Plan(ago, (content,), (decide(days - 1, code), letter(days, "answer")), **how)


# One of each kind that is decided item by item. D15, D17, D19, D21 to D23 need a history of their own and stand below.
DECISIONS = (
    _simple(236, "示例镇2024年度财政预算执行情况", "D01", days=4),
    Plan(
        232, ("示例镇2025年农村危房改造补助对象名单和补助金额",),
        (
            decide(11, "D02"), letter(12, "answer"),
            step(30, "publish", title="示例镇2025年农村危房改造补助资金拨付情况", text="2025年共补助32户，拨付补助资金86.4万元，按户公示的名单见各村公示栏。"),
        ),
    ),
    _simple(225, "示例村2024年土地流转合同", "D03", who="申请人乙"),
    _simple(221, "示例镇2024年人民武装工作要点", "D04", who="申请人丙", channel=Channel.SIGNED_POST),
    _simple(216, "示例镇第五次全国经济普查单个企业填报数据", "D05", who=_COMPANY, column=Column.BUSINESS),
    _simple(211, "示例镇供水管网阀门井分布图", "D06", who="申请人丁"),
    _simple(202, "示例镇2025年机关食堂采购记录", "D08", who="申请人戊", channel=Channel.IN_PERSON),
    _simple(198, "示例镇党政联席会议关于广场选址的讨论记录", "D09", who="申请人己"),
    _simple(194, "示例镇对某处违法建设立案查处的全部案卷", "D10", who="申请人庚", channel=Channel.FAX),
    _simple(189, "示例村某宅基地的不动产登记信息", "D11", who="申请人辛"),
    _simple(185, "示例镇2020年健身广场建设预算", "D12", who="申请人壬", channel=Channel.ORAL),
    _simple(180, "示例镇小学学区划分方案", "D13", who="申请人癸"),
    _simple(175, "示例镇近十年各村低保户变动的汇总分析表", "D14", who="示例大学社会调查中心", column=Column.RESEARCH),
    _simple(168, "请求调查邻居占用我家宅基地一事", "D16", who="申请人乙", days=6),
    _simple(160, "《示例区人民政府公报》2025年第3期", "D18", who="申请人丙", days=3),
    _simple(152, "请求确认搬迁安置答复是否属实并重新出具", "D20", who="申请人丁", days=8),
)  # fmt: skip

HISTORIES = (
    # 补正 → still unclear
    Plan(
        228, ("镇里的文件",),
        (letter(3, "request_correction", **_CORRECTION), step(9, "correct", text="就是镇里关于民生的那些文件"), decide(14, "D15"), letter(16, "answer")),
        who="申请人戊",
    ),
    # 补正 → corrected → third party objects → withheld
    Plan(
        206, ("示例镇文化广场工程的材料",),
        (
            letter(4, "request_correction", **_CORRECTION), act(11, "receive_correction", text="文化广场工程投标文件中的报价构成"),
            letter(15, "consult_third_party", **_THIRD), act(26, "receive_opinion", label="甲", stance="objects", text="报价构成是本公司的商业秘密，不同意公开"),
            decide(30, "D07"), letter(33, "answer"),
        ),
        who="申请人己", channel=Channel.SIGNED_POST,
    ),
    # third party keeps silent; it is published all the same, in part, and told so
    Plan(
        164, ("示例镇生活垃圾清运合同",),
        (
            letter(3, "consult_third_party", **_THIRD), act(25, "lapse_consultation", label="甲"),
            letter(27, "tell_publishing", label="甲", published_content="合同金额和服务范围", publishing_reason="涉及财政资金的使用，不公开会对公共利益造成重大影响"),
            decide(28, "D03"), letter(30, "answer"),
        ),
        who="申请人庚",
    ),
    # co-maker, other organ, office of the own organ, extension
    Plan(
        146, ("示例镇与示例区水务局联合制定的防汛预案",),
        (
            letter(2, "ask_help", unit="农业农村办公室", tasks="提供2025年防汛预案的最后文本"), letter(3, "consult_co_maker", name="示例区水务局"),
            act(6, "receive_help", label="农业农村办公室", text="已提供预案文本"), act(10, "receive_opinion", label="甲", stance="agrees", text="同意公开"),
            letter(11, "consult_organ", name="示例区应急管理局"), act(16, "receive_opinion", label="乙", stance="agrees", text="同意公开"),
            letter(18, "extend", extension_days=10, extension_reason="需要核对预案的附图", paper=True), decide(30, "D02"), letter(32, "answer", paper=True),
        ),
        who="申请人辛",
    ),
    # 说明理由 → reasonable → later answer
    Plan(
        138, ("示例镇2015年至2025年历次征地的全部批文和补偿清单",),
        (
            letter(3, "request_reasons", application_counts="申请人一个月内共提出申请18件", reason_way="书面"),
            act(9, "assess_reasons", assessment="reasonable", note="申请人正在参加相关诉讼，需要核对历次批文"),
            letter(10, "defer", deferral_days=30, deferral_reason="批文和清单数量较多，需要逐件核对"), decide(34, "D02"), letter(36, "answer"),
        ),
        who="申请人壬",
    ),
    # 说明理由 → not reasonable → D19
    Plan(
        130, ("示例镇全部会议通知",),
        (
            letter(3, "request_reasons", application_counts="申请人两个月内共提出申请46件", reason_way="书面"),
            act(12, "assess_reasons", assessment="unreasonable", note="各件内容高度重复，没有说明反复申请的必要"), decide(14, "D19"), letter(16, "answer"),
        ),
        who="申请人癸",
    ),
    # fee paid → given
    Plan(
        124, ("示例镇2010年至2025年全部建设工程档案",),
        (
            letter(4, "notify_fee", finding="申请人当月共提出申请12件，本件涉及档案2600页，数量明显超过合理范围", method="by_page", pages=2600),
            act(16, "record_payment", text="财政票据示财0001号"), decide(26, "D02"), letter(30, "answer"),
        ),
        who=_COMPANY, column=Column.BUSINESS,
    ),
    # fee not paid → 不再处理
    Plan(
        118, ("示例镇2000年至2025年全部收文登记簿",),
        (
            letter(4, "notify_fee", finding="本件涉及登记簿1800页，数量明显超过合理范围", method="by_page", pages=1800),
            act(32, "lapse_fee"), letter(33, "close"),
        ),
        who="示例法律服务所", column=Column.LEGAL_SERVICE,
    ),
    # not corrected → 不再处理
    Plan(
        110, ("有关材料",),
        (letter(3, "request_correction", **_CORRECTION), act(20, "lapse_correction"), letter(21, "close")),
        who="申请人乙",
    ),
    # withdrawn
    Plan(104, ("示例镇2025年绿化工程合同",), (step(5, "withdraw", text="已在网上找到，不再需要"), letter(6, "confirm_withdrawal")), who="申请人丙"),
    # 其他处理 decided
    Plan(101, ("示例镇2024年防汛物资采购清单",), (decide(6, "D23"), letter(8, "answer")), who="示例社会服务中心", column=Column.WELFARE),
    # 重复申请
    Plan(98, ("示例镇2025年农村危房改造补助对象名单",), (step(2, "link"), decide(5, "D17"), letter(7, "answer")), who="申请人甲"),
    # several things in one application: split, added, mixed rows with a main one
    Plan(
        92, ("示例镇2024年接待费明细，以及学区划分方案", "示例镇党政联席会议讨论记录"),
        (
            act(2, "split_item", item="1", parts="示例镇2024年接待费明细\n示例镇小学学区划分方案"), act(3, "add_item", content="《示例区人民政府公报》2025年第3期"),
            decide(8, "D09", item=2), decide(9, "D12", item=3), decide(9, "D13", item=4), decide(9, "D18", item=5),
            act(10, "choose_main_row", item="3", reason="申请人主要想知道接待费"), letter(12, "answer"),
        ),
        who="申请人丁",
    ),
    # given in part: counts once, as 部分公开
    Plan(
        84, ("示例镇2025年道路养护合同", "示例镇道路养护招标的讨论记录"),
        (decide(6, "D02"), decide(7, "D09", item=2), letter(10, "answer")),
        who=_COMPANY, column=Column.BUSINESS,
    ),
    # late
    Plan(78, ("示例镇敬老院2025年收支明细",), (decide(24, "D02"), letter(25, "answer")), who="申请人戊", officer="jingban2"),
    # handed over when the organ was taken over
    Plan(
        70, ("示例乡2024年村级公益事业一事一议项目清单",),
        (act(6, "hand_over", to="", text="申请表1份、邮件信封1个"),),
        who="申请人己", channel=Channel.SIGNED_POST, organ=OLD_TOWN,
    ),
    # an entry that was wrong, corrected and voided
    Plan(
        66, ("示例镇2025年河道清淤工程结算书",),
        (
            letter(3, "ask_help", unit="规划建设办公室", tasks="提供结算书"), act(5, "receive_help", label="规划建设办公室", text="已提供"),
            step(6, "mend", by="void_record", title="协办反馈", reason="反馈的是另一件申请的材料，记错了"),
            act(8, "receive_help", label="规划建设办公室", text="已提供结算书"), step(9, "mend", by="correct_record", title="协办反馈", reason="前一天就收到了"), decide(10, "D02"), letter(12, "answer"),
        ),
        who="申请人庚",
    ),
)  # fmt: skip

REMEDIES = (
    Plan(
        172, ("示例镇2025年集体土地征收补偿方案",),
        (
            decide(10, "D12"), letter(12, "answer"), step(20, "remedy", sort="review"), step(26, "remedy_step", sort="review", what="reply"),
            step(58, "remedy_step", sort="review", what="decide", result="overturned", reanswer=True), decide(66, "D02"), letter(70, "reanswer"),
        ),
        who="申请人甲",
    ),
    Plan(
        156, ("示例镇2024年信访事项办理台账",),
        (
            decide(10, "D16"), letter(12, "answer"), step(22, "remedy", sort="review"), step(28, "remedy_step", sort="review", what="reply"),
            step(62, "remedy_step", sort="review", what="decide", result="upheld"), step(72, "remedy", sort="litigation_after_review"),
            step(80, "remedy_step", sort="litigation_after_review", what="reply"),
            step(120, "remedy_step", sort="litigation_after_review", what="decide", result="upheld"),
            step(126, "remedy_step", sort="litigation_after_review", what="appeal"),
        ),
        who="申请人乙",
    ),
    Plan(
        140, ("示例镇工业园区2025年招商协议",),
        (
            decide(10, "D14"), letter(12, "answer"), step(24, "remedy", sort="litigation_direct"),
            step(30, "remedy_step", sort="litigation_direct", what="reply"),
            step(70, "remedy_step", sort="litigation_direct", what="decide", result="other"), step(90, "remedy_step", sort="litigation_direct", what="final"),
        ),
        who=_COMPANY, column=Column.BUSINESS,
    ),
    Plan(40, ("示例镇2025年拆除违法建设名单",), (decide(8, "D10"), letter(10, "answer"), step(35, "remedy", sort="review")), who="申请人丙"),
)  # fmt: skip

# What lies on the desk today.
TODAY = (
    Plan(26, ("示例镇2025年公路养护经费使用情况",), (decide(15, "D02"),), who="申请人辛"),
    Plan(23, ("示例镇卫生院2025年采购清单",), (step(1, "link"),), who="申请人壬", channel=Channel.SIGNED_POST, officer="jingban2"),
    Plan(20, ("示例镇2025年中秋慰问经费明细",), (decide(17, "D02"), letter(18, "answer", stop="approval")), who="申请人癸"),
    Plan(19, ("示例镇便民服务中心建设合同",), (decide(16, "D02"), letter(17, "answer", stop="draft")), who="申请人乙"),
    Plan(18, ("示例镇2025年人居环境整治资金使用明细", "示例镇人居环境整治会议记录"), (decide(15, "D02"), decide(15, "D09", item=2), letter(16, "answer", stop="approval")), who="申请人丙"),
    Plan(17, ("示例镇2025年抗旱资金分配方案",), (letter(16, "extend", extension_days=15, extension_reason="需要核对各村上报的数据", stop="approval"),), who="申请人丁"),
    Plan(16, ("示例镇老旧小区改造施工合同",), (letter(4, "consult_third_party", **_THIRD),), who="申请人戊"),
    Plan(14, ("镇上的合同",), (letter(4, "request_correction", **_CORRECTION),), who="申请人己"),
    Plan(13, ("示例镇2005年至2025年全部会议纪要",), (letter(5, "notify_fee", finding="本件涉及会议纪要900页，数量明显超过合理范围", method="by_page", pages=900),), who="申请人庚"),
    Plan(12, ("示例镇2025年村务公开检查通报",), (decide(8, "D01"), letter(10, "answer", unserved=True)), who="申请人辛"),
    Plan(11, ("示例镇2025年公益性岗位招聘名单",), (decide(9, "D02"), letter(10, "answer", stop="signed")), who="申请人壬"),
    Plan(9, ("示例镇2025年学前教育补助发放情况",), (letter(3, "ask_help", unit="社会事务办公室", tasks="提供补助发放明细"),), who="申请人癸"),
    Plan(7, ("示例镇2025年森林防火经费预算",), (decide(5, "D12"),), who="申请人乙", channel=Channel.EMAIL),
    Plan(5, ("示例镇集镇污水管网工程招标文件",), (step(1, "link"),), who=_COMPANY, column=Column.BUSINESS),
    Plan(4, ("示例镇2025年残疾人补贴发放标准",), (), who="申请人丁", channel=Channel.ORDINARY_POST),
    Plan(2, ("示例镇2025年文化活动经费明细",), (), who="申请人戊", channel=Channel.IN_PERSON),
    Plan(1, ("示例镇2026年重点工作安排",), (), who="申请人己"),
    Plan(0, ("示例镇集贸市场摊位费收取依据",), (), who="申请人庚"),
)  # fmt: skip

ELSEWHERE = (
    *(
        _simple(ago, content, code, organ=BUREAU, officer="jiaoyu", who=who)
        for ago, content, code, who in (
            (210, "示例区2025年义务教育招生政策", "D01", "申请人甲"), (170, "示例区某小学2024年教师招聘评分表", "D08", "申请人乙"),
            (120, "示例区校车服务合同", "D02", "申请人丙"), (80, "示例区学生资助资金分配表", "D02", "申请人丁"),
        )
    ),
    Plan(21, ("示例区2025年普惠性幼儿园认定名单",), (step(1, "link"),), who="申请人戊", organ=BUREAU, officer="jiaoyu"),
    Plan(6, ("示例区中小学食堂供应商名单",), (decide(4, "D02"),), who="申请人己", organ=BUREAU, officer="jiaoyu"),
    *(
        _simple(ago, content, code, organ=STREET, officer="jiedao", who=who)
        for ago, content, code, who in (
            (190, "示例街道2025年社区经费使用明细", "D02", "申请人庚"), (130, "示例街道加装电梯补贴名单", "D03", "申请人辛"), (60, "示例街道停车位规划图", "D13", "申请人壬"),
        )
    ),
    Plan(10, ("示例街道2025年垃圾分类考核结果",), (decide(7, "D01"),), who="申请人癸", organ=STREET, officer="jiedao"),
)  # fmt: skip

GROUPS = (DECISIONS, HISTORIES, REMEDIES, TODAY, ELSEWHERE)
