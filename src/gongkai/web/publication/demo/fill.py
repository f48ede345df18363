"""Fill the fictional town's publications: called once by ``config.demonstration``, inside its transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.lib.tablefile import open_table
from gongkai.web.accounts.models import User
from gongkai.web.channels.services import configure
from gongkai.web.organs import services as organs
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.demo import last_year
from gongkai.web.publication.demo.office import Office, People, made_for
from gongkai.web.publication.register.columns import HEAD
from gongkai.web.publication.register.writing import bring_in
from gongkai.web.publication.services import columns, complaints
from gongkai.web.search import services as search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongkai.web.channels.models import Account

TOWN, DISTRICT = "demo-zhen", "demo-qu"
# Papers of the other organs of the demonstration, so that the switch between organs leads somewhere.
_ALSO = (
    ("demo-jiaoyu", "示例区{year}年义务教育学校招生工作通知", "学区划分、报名时间、随迁子女入学办法和咨询电话", "示教字"),
    ("demo-jiaoyu", "示例区{year}年普惠性民办幼儿园认定公告", "认定标准、名单和收费标准", "示教字"),
    ("demo-jiedao", "示例街道{year}年老旧小区加装电梯补贴办法", "补贴标准、申请条件和办理程序", "示街发"),
)  # fmt: skip


def fill(moment: datetime) -> int:
    """Make it; how many items there are."""
    organ = Organ.objects.get(slug=TOWN)
    today = moment.astimezone(BEIJING).date()
    _settings(organ)
    done = _last_years(organ, today, moment)
    people = People(_user("jingban"), (_user("shenhe"), _user("fazhi"), _user("fuze")), _user("lingdao"))
    office = Office(organ, people, _channels(organ, people.drafter, moment), calendar_of(organ), moment)
    done += made_for(office)
    done += _others(today, moment)
    for kind, text in (("链接打不开", "惠民政策服务卡第3期的链接打不开。"), ("错别字", "招聘公告里“报名”写成了“抱名”。")):
        item = office.made["jobs"]
        complaints.complain(organ=organ, item=item, page=f"/o/{organ.slug}/", kind=kind, text=text, contact="", moment=moment)
    search.rebuild()
    return done


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _settings(organ: Organ) -> None:
    organs.edit(organ=organ, changes={"site_code": "0000000000"})
    columns.choose(
        organ=organ,
        choices={
            "penalties": columns.Choice(True, "示例省人民政府赋予乡镇行政权力事项目录"),
            "domain.elderly_care": columns.Choice(True, "示例镇权责清单"),
            "domain.rural_housing": columns.Choice(False),
        },
    )
    columns.watch(organ=organ, words=[("扶贫办", "机构已经更名", "乡村振兴部门", True), ("内部资料", "不应公开的标注", "", True)])
    columns.mount(
        organ=organ,
        changes={
            "mount": "column", "site_name": "示例区人民政府", "site_domain": "www.shiliqu.example", "icp": "示ICP备00000000号",
            "police": "示公网安备00000000000000号",
            "arrangement": "本机关的政府信息按《中华人民共和国政府信息公开条例》第二十条、第二十一条的事项分栏目编排，每条信息有唯一的索引号（机构代码/年份-流水号），可按栏目、年份、体裁和有效性查找。",
        },
    )  # fmt: skip


def _channels(organ: Organ, by: User, moment: datetime) -> list[Account]:
    made = []
    for channel, name in (
        ("website", "示例区政府门户网站（人工发布）"),
        ("board", "镇政府门前公告栏"),
        ("reading_place", "示例区档案馆、图书馆"),
    ):
        made.append(configure(organ=organ, channel=channel, name=name, settings={}, by=by.actor, moment=moment))
    return made


def _last_years(organ: Organ, today: date, moment: datetime) -> int:
    text = "\n".join("\t".join(row) for row in (last_year.HEADER, *last_year.rows(today.year - 1, calendar_of(organ)))).encode("utf-8")
    done = bring_in(open_table(text, HEAD), organ_name=organ.name, moment=moment, file="示例镇主动公开清单.xlsx")
    assert done.checked.good, done.checked.problems
    return done.imported


def _others(today: date, moment: datetime) -> int:
    count = 0
    for slug in {slug for slug, *_ in _ALSO}:
        organ = Organ.objects.get(slug=slug)
        rows = list(_rows(slug, today))
        head = ("标题", "成文日期", "发布日期", "公开渠道", "发文字号", "体裁", "内容概述", "正文")
        text = "\n".join("\t".join(row) for row in (head, *rows)).encode("utf-8")
        count += bring_in(open_table(text, HEAD), organ_name=organ.name, moment=moment, file="清单.xlsx").imported
    return count


def _rows(slug: str, today: date) -> Iterator[tuple[str, ...]]:
    for place, (owner, title, words, series) in enumerate(_ALSO):
        for year in (today.year - 1, today.year):
            if owner == slug:
                name, day = title.format(year=year), date(year, 3, 9 + place)
                yield (
                    name, day.isoformat(), day.isoformat(), "政府网站", f"{series}〔{year}〕{place + 11}号", "其他政策文件", f"{words}。",
                    f"{name}。主要内容：{words}。",
                )  # fmt: skip
