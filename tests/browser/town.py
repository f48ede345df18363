"""A town that begins: its people, its register, its list and last year's report, on working days of the year before the server's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from browser import hands
from gongkai.law.calendar import Calendar
from gongkai.ledger.guards import BEIJING
from gongkai.report.sample import clean
from gongkai.report.writers import render

TODAY = datetime.now(UTC).astimezone(BEIJING).date()  # noqa: TID251 - the site reads the clock too
YEAR = TODAY.year - 1
CALENDAR = Calendar.standard()
DISTRICT, TOWN = "示例区人民政府", "示例镇人民政府"
PEOPLE = {  # username: name, organ, role, whether for all organs below
    "guanli": ("管理员甲", DISTRICT, "系统管理员", True), "jiandu": ("监督员甲", DISTRICT, "区级监督员", True), "jingban": ("经办人甲", TOWN, "经办人", False),
    "shenhe": ("审核人甲", TOWN, "审核人", False), "zhenzhang": ("镇长甲", TOWN, "机关负责人", False),
}  # fmt: skip
CONTACTS = {
    "政府信息公开工作机构": "示例镇党政办公室",
    "办公地址": "示例区示例镇公园路1号",
    "邮政编码": "100000",
    "联系电话": "010-00000000",
}
DECLARED = {"行政许可": "28", "行政处罚": "3", "行政强制": "0", "行政事业性收费": "0.62"}


def day(month, number, year=YEAR):
    """A working day in those days of the year."""
    return CALENDAR.add(date(year, month, number), 1).day


def _over(on, result):
    """When and how an application ended that may still run while the tests are."""
    return (on, result) if on <= TODAY else ("", "")


# Number, received, how, by whom, answered, how: one came over from the year before, one goes on to the next.
_HEAD = ("登记编号", "收到日期", "提交方式", "申请人类型", "办结日期", "办理结果", "申请内容")
_REGISTER = (
    (f"示政公开申〔{YEAR - 1}〕7号", day(12, 19, YEAR - 1), "当面", "自然人", day(1, 8), "予以公开", "村道硬化工程合同"),
    (f"示政公开申〔{YEAR}〕1号", day(2, 24), "网络", "自然人", day(3, 4), "予以公开", "低保名单"),
    (f"示政公开申〔{YEAR}〕2号", day(4, 8), "邮寄", "商业企业", day(4, 21), "本机关不掌握相关政府信息", "地图"),
    (f"示政公开申〔{YEAR}〕3号", day(6, 11), "当面", "自然人", day(6, 20), "部分公开", "征地补偿安置方案"),
    (f"示政公开申〔{YEAR}〕4号", day(9, 3), "网络", "自然人", day(9, 12), "予以公开", "防汛应急预案"),
    (f"示政公开申〔{YEAR}〕5号", day(12, 23), "网络", "自然人", *_over(day(1, 8, YEAR + 1), "予以公开"), "路灯维护合同"),
)  # fmt: skip
LATE = (f"示政公开申〔{YEAR}〕6号", day(11, 4), "邮寄", "自然人", day(11, 19), "予以公开", "公路养护合同")
ROWS = {
    "new": [4, 1, 0, 0, 0, 0, 5], "carried_in": [1, 0, 0, 0, 0, 0, 1], "granted": [3, 0, 0, 0, 0, 0, 3], "partial": [1, 0, 0, 0, 0, 0, 1],
    "unavailable.not_held": [0, 1, 0, 0, 0, 0, 1], "total": [4, 1, 0, 0, 0, 0, 5], "carried_out": [1, 0, 0, 0, 0, 0, 1],
}  # fmt: skip
CORRECTED = ROWS | {"new": [5, 1, 0, 0, 0, 0, 6], "granted": [4, 0, 0, 0, 0, 0, 4], "total": [5, 1, 0, 0, 0, 0, 6]}
# Six documents held before the year, as last year's report says; one of them is repealed in it, two are issued.
_PUBLISHED = ("标题", "发文字号", "成文日期", "发布日期", "公开渠道", "体裁", "废止日期", "废止文号")
_WEBSITE, _BOTH = "政府网站", "政府网站、政务微信公众号"
_LIST = (
    *((f"{what}管理办法", f"示政规〔{YEAR - at}〕1号", day(5, 10, YEAR - at), day(5, 16, YEAR - at), _WEBSITE, "行政规范性文件", "", "") for at, what in enumerate(("路灯", "河道", "水利", "客运", "公益林"), 1)),
    ("集市管理办法", f"示政规〔{YEAR - 2}〕2号", day(6, 1, YEAR - 2), day(6, 8, YEAR - 2), _WEBSITE, "行政规范性文件", day(6, 30), f"示政规〔{YEAR}〕1号"),
    ("村级公益事业管理办法", f"示政规〔{YEAR}〕1号", day(6, 16), day(6, 20), _WEBSITE, "行政规范性文件", "", ""),
    ("临时救助实施办法", f"示政规〔{YEAR}〕2号", day(8, 4), day(8, 8), _BOTH, "行政规范性文件", "", ""),
    ("防汛应急预案", "", day(5, 20), day(5, 26), f"{_WEBSITE}、信息公告栏", "", "", ""), ("部门预算", "", day(2, 10), day(2, 17), _WEBSITE, "", "", ""),
    ("危房改造名单", "", day(7, 1), day(7, 4), _BOTH, "", "", ""), ("秋粮收购点通告", "", day(9, 15), day(9, 17), "政务微信公众号", "", "", ""),
)  # fmt: skip


def register():
    """The 台账 of the town as a file."""
    return _table(_HEAD, _REGISTER)


def late():
    """One application that was forgotten, as a register of its own."""
    return _table(_HEAD, [LATE])


def published():
    """The list of what was published, as a file."""
    return _table(_PUBLISHED, _LIST)


def last_year():
    """The report of the year before as a Word file; it carries out one application and leaves six documents in force."""
    return render(clean("2021", YEAR - 1, TOWN), ".docx")


def _table(head, rows):
    text = io.StringIO()
    csv.writer(text).writerows((head, *rows))
    return text.getvalue().encode("utf-8-sig")


def establish(admin):
    """The town below the district, by its administrator; the page afterwards."""
    admin.goto("/accounts/admin/organs/")
    admin.get_by_role("link", name="设立下级").click()
    hands.say(admin, "名称", TOWN)
    hands.say(admin, "网址里的名字", "shilizhen")
    admin.get_by_label("类别").select_option(label="乡镇人民政府")
    admin.get_by_label("设立日期").fill("2000-01-01")
    hands.say(admin, "机关代字", "示政公开")
    hands.press(admin, "设立", exact=True)
    assert f"已设立{TOWN}" in hands.main(admin)
    return admin
