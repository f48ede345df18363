"""The organs of the fictional district and how each keeps its duties: no two alike, so that a board and indicators have something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.organs.models import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

# With the ordinary demonstration, whose organs are part of the district: twenty towns and thirty bureaus.
_TOWNS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八")
_BUREAUS = (
    ("发展和改革局", "fagai", "发改"), ("科学技术局", "keji", "科"), ("工业和信息化局", "gongxin", "工信"), ("公安局", "gongan", "公"),
    ("民政局", "minzheng", "民"), ("司法局", "sifa", "司"), ("财政局", "caizheng", "财"), ("人力资源和社会保障局", "renshe", "人社"),
    ("自然资源局", "ziran", "自然资"), ("住房和城乡建设局", "zhujian", "住建"), ("交通运输局", "jiaotong", "交"), ("水务局", "shuiwu", "水"),
    ("农业农村局", "nongye", "农"), ("商务局", "shangwu", "商"), ("文化和旅游局", "wenlv", "文旅"), ("卫生健康局", "weijian", "卫"),
    ("退役军人事务局", "tuiyi", "退役"), ("应急管理局", "yingji", "应急"), ("审计局", "shenji", "审"), ("市场监督管理局", "shichang", "市监"),
    ("统计局", "tongji", "统"), ("医疗保障局", "yibao", "医保"), ("城市管理局", "chengguan", "城管"), ("林业局", "linye", "林"),
    ("信访局", "xinfang", "信访"), ("行政审批服务局", "shenpi", "审批"), ("体育局", "tiyu", "体"), ("机关事务管理局", "jiguan", "机管"),
    ("数据局", "shuju", "数"),
)  # fmt: skip
# How far the report on last year came, in turn.
PUBLISHED, FILED, RETURNED, BEGUN, NONE = "published", "filed", "returned", "begun", "none"
_REPORTS = (PUBLISHED, FILED, PUBLISHED, RETURNED, PUBLISHED, BEGUN, PUBLISHED, NONE)
_WEIGHTS = (5, 8, 3, 6, 10, 4, 7)
_SILENT_EVERY, _BLANK_EVERY = 9, 4


class Member(NamedTuple):
    """An organ: what it is, its share of all items and cases, and its habits.

    ``late`` every so many items and ``slow`` every so many answers come after their day, 0 never; nothing new for ``quiet`` days; ``blank``
    columns have nothing; ``overdue`` items and ``waiting`` cases are past their day now; ``report`` is how far last year's came.
    """

    slug: str
    name: str
    short_name: str
    level: Level
    word: str
    weight: int
    late: int
    slow: int
    quiet: int
    blank: int
    overdue: int
    waiting: int
    report: str


def members() -> tuple[Member, ...]:
    """All of them, towns first."""
    return tuple(_member(place, *each) for place, each in enumerate(_named()))


def shares(total: int) -> list[int]:
    """``total`` divided among the members by their weight; nothing is lost by rounding."""
    weights = [each.weight for each in members()]
    whole, done, given = sum(weights), 0, 0
    found = []
    for weight in weights:
        done += weight
        upto = total * done // whole
        found.append(upto - given)
        given = upto
    return found


def _named() -> Iterator[tuple[str, str, str, Level, str]]:
    for number, numeral in enumerate(_TOWNS, 1):
        short = f"示例{numeral}镇"
        yield f"demo-zhen-{number}", f"{short}人民政府", short, Level.TOWN, f"示{numeral}政公开"
    for name, slug, word in _BUREAUS:
        yield f"demo-{slug}", f"示例区{name}", f"区{name}", Level.BUREAU, f"示{word}公开"


def _member(place: int, slug: str, name: str, short_name: str, level: Level, word: str) -> Member:
    silent = place % _SILENT_EVERY == 4
    return Member(
        slug, name, short_name, level, word, _WEIGHTS[place % len(_WEIGHTS)],
        late=0 if place % 5 == 0 else 4 + place * 7 % 29, slow=0 if place % 6 == 1 else 3 + place * 5 % 17,
        quiet=30 + 3 * place if silent else place % 6, blank=3 + place % 5 if place % _BLANK_EVERY == 3 else place % 3,
        overdue=place % 7 if place % 2 else 0, waiting=place % 4, report=_REPORTS[place % len(_REPORTS)],
    )  # fmt: skip
