"""This year of the fictional town: policies with their interpretations and pictures, lists, news, and what is still on its way."""

from __future__ import annotations

from typing import Any, NamedTuple

from gongkai.ledger.vocabulary.codes import Attribute, Explanation
from gongkai.web.publication.models import Genre

PUBLISHED, APPROVED, READY, IN_REVIEW, SUBMITTED, DRAFT = "published", "approved", "ready", "in_review", "submitted", "draft"


class Plan(NamedTuple):
    """One item: how many working days ago it was formed, how far it came, and what it says.

    ``explains`` is the key of the policy that it interprets; ``drawings`` are (sort, kind, given); ``then`` what befell it later.
    """

    key: str
    ago: int
    title: str
    column: str
    genre: Genre
    html: str
    until: str = PUBLISHED
    numbered: bool = False
    department: str = "示例镇党政综合办公室"
    summary: str = ""
    attribute: Attribute = Attribute.ACTIVE
    basis: str = ""
    reason: str = ""
    explains: str = ""
    form: Explanation = Explanation.TEXT
    by_leader: bool = False
    drawings: tuple[tuple[str, str, dict[str, Any]], ...] = ()
    then: str = ""
    expires_after_years: int = 0


def paragraphs(*texts: str) -> str:
    """Paragraphs of a paper; one that begins 一、 or （一） is a heading."""
    return "".join(f"<h2>{text}</h2>" if text[1:2] == "、" and len(text) < 20 else f"<p>{text}</p>" for text in texts)


_SIGN = '<p class="gk-sign">示例镇人民政府</p>'
HOUSES = paragraphs(
    "各村民委员会，镇属有关单位：", "为做好农村危房改造补助工作，根据上级有关规定，结合本镇实际，制定本办法。", "一、补助对象",
    "农村低保户、分散供养特困人员、低保边缘家庭和因病因灾致困家庭，其唯一住房经鉴定为C级或者D级的，可以申请补助。", "二、补助标准",
    "D级危房拆除重建的，每户补助2.7万元；C级危房修缮加固的，每户补助1.2万元。", "三、申请和审批",
    "申请人向村民委员会提出书面申请，经村民会议评议、公示，镇人民政府审核后报区住房城乡建设部门批准。公示期不少于7个工作日。", "四、资金拨付",
    "工程竣工验收合格后15个工作日内，补助资金通过银行账户发放到户，不得以任何名义扣减。", "五、附则",
    "本办法自发布之日起施行，有效期五年。",
) + _SIGN  # fmt: skip
PARKING = paragraphs(
    "为规范集镇停车秩序，制定本办法。", "一、停车时段", "集镇主街每日7:00—19:00限时停车，每次不超过2小时；其他路段不限时。", "二、收费", "本镇停车泊位免费。",
    "三、管理", "由镇综合行政执法办公室负责巡查，对违法停车先劝导、后依法处理。",
) + _SIGN  # fmt: skip
OLD_RULES = (
    paragraphs(
        "为规范村级便民服务站管理，制定本规定。", "一、服务时间", "便民服务站每周一、三、五开放。", "二、附则", "本规定自发布之日起施行。"
    )
    + _SIGN
)
BUDGET = (
    "<p>经示例镇第十九届人民代表大会批准，现将示例镇本年度财政预算公开如下。</p>"
    "<table><caption>本年度财政支出预算（单位：万元）</caption><thead><tr><th>项目</th><th>上年预算</th><th>本年预算</th></tr></thead><tbody>"
    "<tr><td>一般公共服务</td><td>1860</td><td>1795</td></tr><tr><td>社会保障和就业</td><td>1240</td><td>1385</td></tr>"
    "<tr><td>农林水</td><td>2150</td><td>2420</td></tr><tr><td>城乡社区</td><td>760</td><td>810</td></tr>"
    "<tr><td>卫生健康</td><td>430</td><td>468</td></tr></tbody></table>"
    "<p>“三公”经费预算合计18.6万元，比上年减少1.4万元。</p>"
)
BUDGET_TABLE = "项目\t上年预算\t本年预算\n一般公共服务\t1860\t1795\n社会保障和就业\t1240\t1385\n农林水\t2150\t2420\n城乡社区\t760\t810\n卫生健康\t430\t468"
POINTS = {
    "title": "一图读懂农村危房改造补助", "issuer": "示例镇人民政府", "policy": "示例镇农村危房改造补助实施办法",
    "panels": [
        {"kind": "who", "text": "农村低保户\n分散供养特困人员\n低保边缘家庭\n因病因灾致困家庭"},
        {"kind": "how_much", "text": "拆除重建（D级）：2.7万元\n修缮加固（C级）：1.2万元"},
        {"kind": "when", "text": "全年受理\n竣工验收后15个工作日内发放"},
        {"kind": "how", "text": "向村委会书面申请\n村民会议评议、公示\n镇政府审核\n区住建部门批准\n竣工验收后打卡发放"},
        {"kind": "where", "text": "所在村村民委员会\n示例镇便民服务中心3号窗口"},
        {"kind": "phone", "text": "0000-1000002"},
    ],
}  # fmt: skip
CHANGES = {
    "title": "集镇停车有什么变化", "issuer": "示例镇人民政府", "policy": "示例镇集镇停车管理办法（试行）",
    "panels": [
        {"kind": "old_new", "text": "主街停车：不限时 → 7:00—19:00每次不超过2小时\n收费：部分泊位收费 → 全部免费\n违停处理：直接处罚 → 先劝导、后依法处理"},
        {"kind": "when", "text": "自发布之日起30日后施行"},
        {"kind": "phone", "text": "0000-1000002"},
    ],
}  # fmt: skip
REPORT = paragraphs(
    "根据《中华人民共和国政府信息公开条例》的规定，编制本年度报告。数据的统计期限自{last}年1月1日起至12月31日止。", "一、总体情况", "{sentence}",
    "二、主动公开政府信息情况", "本年没有制发规章、行政规范性文件。", "三、收到和处理政府信息公开申请情况", "见本机关依申请公开登记台账。",
    "四、政府信息公开行政复议、行政诉讼情况", "见本机关行政复议、行政诉讼登记。", "五、存在的主要问题及改进情况",
    "一是政策解读以文字为主，今年增加了图解和主要负责人解读；二是多数信息只在公告栏公开，今年起同时在政府网站公开。", "六、其他需要报告的事项", "本年没有收取信息处理费。",
) + _SIGN  # fmt: skip
_LIVELIHOOD, _NEWS = "livelihood", "others"


def _short(title: str, words: str) -> str:
    return paragraphs(f"{title}。", f"主要内容：{words}。", "咨询电话：0000-1000002（示例镇党政综合办公室）。")


def _simple(key: str, ago: int, title: str, column: str, genre: Genre, words: str, **more: Any) -> Plan:
    return Plan(key, ago, title, column, genre, _short(title, words), summary=f"{words}。", **more)


PLANS: tuple[Plan, ...] = (
    Plan("report", 209, "示例镇人民政府{last}年政府信息公开工作年度报告", _NEWS, Genre.REPORT, REPORT, summary="{last}年主动公开、依申请公开、复议诉讼和改进情况。"),
    Plan("old", 205, "示例镇村级便民服务站管理规定", "documents", Genre.NORMATIVE, OLD_RULES, numbered=True, summary="村级便民服务站的开放时间和职责。", then="repealed"),
    Plan("budget", 200, "示例镇{year}年度财政预算", "budgets", Genre.DATA, BUDGET, department="示例镇财政所", summary="收入预算、支出预算和“三公”经费预算。",
         drawings=(("chart", "bar", {"table": BUDGET_TABLE, "subtitle": "单位：万元", "source": "示例镇财政所"}),)),
    _simple("regime", 198, "示例镇政府信息主动公开工作制度", _NEWS, Genre.REGIME, "公开范围、先审查后公开的程序、期限和责任"),
    _simple("regime2", 197, "示例镇政府信息依申请公开工作规程", _NEWS, Genre.REGIME, "受理、补正、征求意见、答复和送达"),
    _simple("regime3", 196, "示例镇政府信息公开保密审查制度", _NEWS, Genre.REGIME, "逐项审查、三审三校、记录存档"),
    _simple("duties", 195, "示例镇人民政府机构职能和领导分工", "organisation", Genre.NOTICE, "机构设置、职责、办公地址、办公时间、联系方式和负责人分工"),
    _simple("flood", 170, "示例镇{year}年防汛应急预案", "emergencies", Genre.POLICY, "组织机构、预警响应、转移安置和值班电话", numbered=True, department="示例镇应急管理办公室"),
    _simple("flood_read", 168, "《示例镇{year}年防汛应急预案》解读", "emergencies", Genre.INTERPRETATION, "什么时候转移、转移到哪里、谁来通知", explains="flood", form=Explanation.QUESTIONS),
    Plan("houses", 120, "示例镇农村危房改造补助实施办法", "documents", Genre.NORMATIVE, HOUSES, numbered=True, department="示例镇社会事务办公室",
         summary="农村危房改造补助的对象、标准、申请审批程序和资金拨付。", expires_after_years=5),
    Plan("houses_read", 118, "一图读懂《示例镇农村危房改造补助实施办法》", "documents", Genre.INTERPRETATION, _short("办法解读", "谁能申请、补多少、怎么办、在哪里办"),
         explains="houses", form=Explanation.PICTURE, summary="用一张图说明补助对象、标准和办理步骤。", drawings=(("infographic", "points", POINTS), ("infographic", "flow", POINTS))),
    Plan("houses_leader", 117, "镇长解读《示例镇农村危房改造补助实施办法》", "documents", Genre.INTERPRETATION,
         paragraphs("问：为什么出台这个办法？", "答：往年各村标准不一，群众看不明白。这次统一了对象、标准和程序。", "问：最快多久拿到补助？", "答：竣工验收合格后15个工作日内打卡发放。"),
         explains="houses", form=Explanation.LEADER, by_leader=True, summary="主要负责人就办法出台的背景和群众关心的问题作解读。"),
    Plan("parking", 80, "示例镇集镇停车管理办法（试行）", "documents", Genre.NORMATIVE, PARKING, numbered=True, department="示例镇综合行政执法办公室",
         summary="集镇停车时段、收费和管理。", then="amended", expires_after_years=2),
    Plan("parking_read", 79, "《示例镇集镇停车管理办法（试行）》新旧对照", "documents", Genre.INTERPRETATION, _short("新旧对照", "停车时段、收费和处理方式的变化"), explains="parking",
         form=Explanation.PICTURE, summary="停车时段、收费和违停处理的新旧对照。", drawings=(("infographic", "contrast", CHANGES),)),
    _simple("list", 75, "示例镇{year}年农村危房改造补助对象名单", _LIVELIHOOD, Genre.LIST, "补助户数、补助标准和发放时间，名单见附件", department="示例镇社会事务办公室", then="attached"),
    _simple("jobs", 66, "示例镇{year}年公益性岗位招聘公告", _LIVELIHOOD, Genre.NOTICE, "岗位、条件、报名时间和地点", department="示例镇社会事务办公室"),
    _simple("land", 60, "示例镇{year}年耕地地力保护补贴公示", "town.rural_policy", Genre.LIST, "补贴面积、标准和金额", department="示例镇农业农村办公室"),
    _simple("water", 52, "示例镇{year}年农田水利设施维修养护计划", "town.irrigation_works", Genre.POLICY, "渠道、泵站的维修地点、资金和时间", numbered=True, department="示例镇农业农村办公室"),
    _simple("safety", 45, "示例镇安全生产检查情况（上半年）", "supervision", Genre.DATA, "检查企业86家次，发现隐患132处，整改到位127处", department="示例镇应急管理办公室"),
    _simple("help", 40, "示例镇{year}年临时救助办理情况", "town.social_assistance", Genre.DATA, "救助对象类别、人次和金额", department="示例镇社会事务办公室"),
    _simple("wrong", 36, "示例镇集镇道路养护工程中标公告", "projects", Genre.NOTICE, "中标单位、金额和工期", then="taken_down"),
    _simple("square", 30, "示例镇文化广场建设项目公示", "projects", Genre.LIST, "建设内容、投资来源和完工时间"),
    _simple("news1", 25, "示例镇举办政务公开培训", _NEWS, Genre.NEWS, "培训内容、参加人数和测试结果"),
    _simple("waste", 18, "示例镇生活垃圾分类工作方案", "town.rural_policy", Genre.POLICY, "分类标准、投放要求和收运时间", numbered=True, department="示例镇农业农村办公室"),
    _simple("news2", 12, "示例镇开展政府开放日活动", _NEWS, Genre.NEWS, "活动主题、参加群众和现场解答的问题"),
    _simple("heat", 6, "示例镇冬季安全用电用气提示", _NEWS, Genre.NOTICE, "取暖设备使用要求和应急电话", department="示例镇应急管理办公室"),
    _simple("inner", 190, "示例镇机关干部考核内部流程", "organisation", Genre.OTHER, "考核分组和流程", attribute=Attribute.WITHHELD, basis="条例:16.1",
            reason="属于人事管理方面的内部事务信息。", until=APPROVED),
    _simple("talks", 150, "示例镇与示例区交通部门关于道路改造的磋商函", "projects", Genre.OTHER, "磋商中的方案", attribute=Attribute.ON_REQUEST, basis="条例:16.2",
            reason="属于尚在磋商的过程性信息，定稿后再评估。", until=APPROVED),
    _simple("ready", 9, "示例镇农村饮水安全工程进展", "projects", Genre.NEWS, "完工管线、通水村庄和剩余工程", until=READY),
    _simple("reviewing", 7, "示例镇{year}年高龄津贴发放公示", "town.social_assistance", Genre.LIST, "年龄段、标准和发放方式", until=IN_REVIEW, department="示例镇社会事务办公室"),
    _simple("submitted", 4, "示例镇校车安全检查情况", "supervision", Genre.DATA, "检查车辆数、问题和整改情况", until=SUBMITTED, department="示例镇应急管理办公室"),
    _simple("late", 26, "示例镇秋季植树造林计划", "town.rural_policy", Genre.POLICY, "造林地点、面积和树种", until=DRAFT, numbered=True, department="示例镇农业农村办公室"),
    _simple("soon", 19, "示例镇农贸市场改造公告", "projects", Genre.NOTICE, "改造时间、临时摊位和咨询电话", until=DRAFT),
    Plan("personal", 2, "示例镇残疾人两项补贴发放名单（初稿）", "town.social_assistance", Genre.LIST, until=DRAFT, department="示例镇社会事务办公室",
         html=paragraphs("现将残疾人两项补贴发放的的对象公示如下。", "申请人甲，身份证号11010119900307123X，家住示例村3组12号，手机13800000001。", "公示期为7个工作日，有异议的可以反映。")),
)  # fmt: skip
