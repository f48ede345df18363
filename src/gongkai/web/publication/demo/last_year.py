"""Last year of the fictional town: 164 items as its clerk kept them in a list, most of them on the notice boards of the villages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.law.calendar import Calendar

HEADER = ("标题", "成文日期", "发布日期", "公开渠道", "栏目", "体裁", "发文字号", "内容概述", "正文", "责任部门")
VILLAGES = ("示例村", "东示例村", "西示例村", "新示例村")
OFFICE, WELFARE, FARMING, FINANCE, SAFETY = "党政综合办公室", "社会事务办公室", "农业农村办公室", "财政所", "应急管理办公室"
SITE, BOARD, WECHAT, PRESS, PLACE, UP = "政府网站", "信息公告栏", "政务微信公众号", "报刊", "政务服务场所", "报送"


class Kind(NamedTuple):
    """Things of one kind: a title with {year}, {month}, {village}, what is said, column, 体裁, whether with 文号, department, channels."""

    title: str
    words: str
    column: str
    genre: str
    numbered: bool
    department: str
    channels: str


# 45 items on the website: one of each.
ON_SITE = (
    Kind("示例镇{year}年度财政预算", "收入预算、支出预算和“三公”经费预算", "财政预算、决算信息", "财政、统计数据", False, FINANCE, SITE),
    Kind("示例镇{year}年度财政决算", "收入决算、支出决算和“三公”经费决算", "财政预算、决算信息", "财政、统计数据", False, FINANCE, SITE),
    Kind(
        "示例镇{year}年防汛应急预案",
        "组织机构、预警响应、转移安置和值班电话",
        "突发公共事件的应急预案、预警信息及应对情况",
        "其他政策文件",
        True,
        SAFETY,
        f"{SITE}、{WECHAT}",
    ),
    Kind(
        "示例镇{year}年森林防火应急预案",
        "火情报告、扑救力量和巡护责任",
        "突发公共事件的应急预案、预警信息及应对情况",
        "其他政策文件",
        True,
        SAFETY,
        SITE,
    ),
    Kind(
        "示例镇{year}年农村危房改造补助对象名单",
        "补助户数、补助标准和发放时间，名单按村公布",
        "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
        "名单、结果公示",
        False,
        WELFARE,
        f"{SITE}、{BOARD}",
    ),
    Kind(
        "示例镇{year}年耕地地力保护补贴公示",
        "补贴面积、标准和金额",
        "贯彻落实农业农村政策",
        "名单、结果公示",
        False,
        FARMING,
        f"{SITE}、{BOARD}",
    ),
    Kind("示例镇{year}年村级公益事业一事一议项目公示", "项目名称、地点、投资和工期", "筹资筹劳", "名单、结果公示", False, FARMING, SITE),
    Kind(
        "示例镇{year}年公益性岗位招聘公告",
        "岗位、条件、报名时间和地点",
        "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
        "通知公告",
        False,
        WELFARE,
        f"{SITE}、{WECHAT}",
    ),
    Kind(
        "示例镇{year}年农村人居环境整治实施方案",
        "目标任务、责任分工和考核办法",
        "贯彻落实农业农村政策",
        "其他政策文件",
        True,
        FARMING,
        SITE,
    ),
    Kind("示例镇{year}年生活垃圾分类工作方案", "分类标准、投放要求和收运时间", "贯彻落实农业农村政策", "其他政策文件", True, FARMING, SITE),
    Kind("示例镇{year}年集镇道路养护工程中标公告", "中标单位、金额和工期", "重大建设项目的批准和实施情况", "通知公告", False, OFFICE, SITE),
    Kind(
        "示例镇{year}年文化广场建设项目公示",
        "建设内容、投资来源和完工时间",
        "重大建设项目的批准和实施情况",
        "名单、结果公示",
        False,
        OFFICE,
        SITE,
    ),
    Kind("示例镇{year}年低保和特困人员名额公示", "村别、户数和标准", "社会救助", "名单、结果公示", False, WELFARE, f"{SITE}、{BOARD}"),
    Kind("示例镇{year}年残疾人两项补贴发放公示", "补贴标准、人数和金额", "社会救助", "名单、结果公示", False, WELFARE, SITE),
    Kind("示例镇{year}年高龄津贴发放公示", "年龄段、标准和发放方式", "社会救助", "名单、结果公示", False, WELFARE, SITE),
    Kind(
        "示例镇{year}年学前教育资助对象公示",
        "资助标准和发放时间",
        "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
        "名单、结果公示",
        False,
        WELFARE,
        SITE,
    ),
    Kind("示例镇{year}年征地补偿安置方案公告", "征收范围、补偿标准和安置方式", "土地征收", "通知公告", True, OFFICE, f"{SITE}、{BOARD}"),
    Kind(
        "示例镇{year}年行政执法事项清单",
        "执法事项、依据和责任部门",
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        "通知公告",
        False,
        OFFICE,
        SITE,
    ),
    Kind(
        "示例镇{year}年政务服务事项目录",
        "事项名称、办理条件、材料和时限",
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        "通知公告",
        False,
        OFFICE,
        f"{SITE}、{PLACE}",
    ),
    Kind(
        "示例镇{year}年便民服务中心办事指南",
        "窗口、电话和办公时间",
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        "通知公告",
        False,
        OFFICE,
        f"{SITE}、{PLACE}",
    ),
    Kind(
        "示例镇{year}年农田水利设施维修养护计划",
        "渠道、泵站的维修地点、资金和时间",
        "农田水利工程建设运营",
        "其他政策文件",
        True,
        FARMING,
        SITE,
    ),
)
# Twice a month: news and notices of the website, 24 of them.
MONTHLY = (
    Kind(
        "示例镇召开{month}月份政务公开工作例会",
        "通报上月公开情况，安排本月重点",
        "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
        "工作动态",
        False,
        OFFICE,
        f"{SITE}、{UP}",
    ),
    Kind(
        "示例镇{year}年{month}月安全生产检查情况",
        "检查企业数、隐患数和整改情况",
        "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
        "财政、统计数据",
        False,
        SAFETY,
        SITE,
    ),
)
# Only on the boards of the villages: 92.
BY_VILLAGE = (
    Kind("{village}{year}年{month}月低保、特困人员公示", "户数和发放标准", "社会救助", "名单、结果公示", False, WELFARE, BOARD),
    Kind(
        "{village}{year}年{month}月村级财务收支公开",
        "收入、支出和结余",
        "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
        "财政、统计数据",
        False,
        FINANCE,
        BOARD,
    ),
)
ONLY_WECHAT = ("清明文明祭扫倡议", "汛期安全提示", "秋粮收购提示", "冬季防火提示")
ONLY_PRESS = ("“最美示例”评选启事", "农贸市场改造征求意见", "示例镇招商推介", "文化惠民演出预告", "农村饮水工程通水", "乡村道路通车")


def rows(year: int, calendar: Calendar) -> Iterator[tuple[str, ...]]:
    """The list, newest last: 164 rows, in the words of :data:`HEADER`."""
    serial = 0
    found: list[tuple[date, tuple[str, ...]]] = []
    for place, kind in enumerate(ON_SITE):
        formed = calendar.add(date(year, 1, 5), 11 * place).day
        serial += kind.numbered
        found.append(_row(kind, formed, calendar, place, f"示政发〔{year}〕{serial}号" if kind.numbered else "", year=year))
    for month in range(1, 13):
        for place, kind in enumerate(MONTHLY):
            found.append(_row(kind, calendar.add(date(year, month, 8 + place), 1).day, calendar, month, "", year=year, month=month))
    for village in VILLAGES:
        for month in range(1, 13):
            for kind in BY_VILLAGE[: 2 if month != 12 else 1]:
                found.append(
                    _row(kind, calendar.add(date(year, month, 10), 1).day, calendar, month, "", year=year, month=month, village=village)
                )
    for place, words in enumerate((*ONLY_WECHAT, *ONLY_PRESS)):
        channel = WECHAT if words in ONLY_WECHAT else PRESS
        kind = Kind(
            f"示例镇{{year}}年{words}",
            words,
            "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
            "通知公告",
            False,
            OFFICE,
            channel,
        )
        found.append(_row(kind, calendar.add(date(year, 1 + place, 16), 1).day, calendar, place, "", year=year))
    for place in range(17):
        kind = Kind(
            f"示例镇惠民政策服务卡（第{place + 1}期）",
            "当期惠民政策要点和咨询电话",
            "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
            "其他",
            False,
            WELFARE,
            PLACE,
        )
        found.append(_row(kind, calendar.add(date(year, 1, 12), 13 * place).day, calendar, place, "", year=year))
    return (row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1][0])))


def _row(kind: Kind, formed: date, calendar: Calendar, place: int, number: str, **words: object) -> tuple[date, tuple[str, ...]]:
    title = kind.title.format(**words)
    published = calendar.add(formed, 1 + (3 * place) % 9).day
    text = f"{title}。主要内容：{kind.words}。详细情况可到示例镇{kind.department}查阅。咨询电话：0000-1000002（示例镇党政综合办公室）。"
    summary = f"{kind.words}。"
    return published, (
        title, formed.isoformat(), published.isoformat(), kind.channels, kind.column, kind.genre, number, summary, text, f"示例镇{kind.department}",
    )  # fmt: skip
