"""The register of platforms of the fictional town: own column, an account, a board, a reading place; and an inspection of a small site made of pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.inspection.codec import as_data
from gongkai.inspection.inspecting import judge
from gongkai.inspection.model import Dead, Entry, Link, Page, Walk
from gongkai.ledger.guards import BEIJING
from gongkai.web.channels.models import Account
from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.oversight.services import platforms, visiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_SITE = "http://www.shilizhen.example/"
Kind, Limit = Platform.Kind, Platform.Limit


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Enter the platforms of the first town as of ``today``; ``people`` by user name (jingban)."""
    town, by = towns[0], people["jingban"]
    wechat = Account.objects.filter(organ=town, channel="wechat").first()
    given: dict[str, Any] = {"department": "示例镇党政综合办公室", "manager": "政务公开岗", "contact": "政务公开岗 0000-1000002"}
    opened = date(today.year - 3, 6, 1)
    entries = (
        platforms.Entry(Kind.COLUMN, "示例镇政府信息公开栏目", own=True, opened_on=opened, approval="随区门户网站开设", **given),
        platforms.Entry(Kind.WECHAT, "示例镇发布", account=wechat, limit=Limit.ACCOUNT, number="gh_shilizhen", opened_on=opened, **given),
        platforms.Entry(Kind.BOARD, "便民服务中心公示栏", address="示例镇人民路2号一楼大厅", opened_on=opened, **given),
        platforms.Entry(Kind.READING, "示例镇政府信息查阅点", address="示例镇人民路2号一楼 3 号窗口", opened_on=opened, **given),
        platforms.Entry(
            Kind.SITE,
            "示例镇旧网站",
            address=_SITE,
            limit=Limit.HOME,
            site_code="1101010001",
            opened_on=date(today.year - 9, 6, 1),
            **given,
        ),
    )
    made = {each.name: platforms.register(organ=town, entry=each, by=by, moment=moment) for each in entries}
    for name, days, words in (("示例镇发布", 12, "发布便民服务中心延时服务等2篇"), ("便民服务中心公示栏", 20, "换贴第一季度村务公开")):
        platforms.note_update(platform=made[name], on=today - timedelta(days=days), words=words, by=by, moment=moment)
    old = made["示例镇旧网站"]
    for days, dead in ((8, ("lost.pdf",)), (1, ("news/9.html",))):
        when = min(datetime.combine(today - timedelta(days=days), time(4), BEIJING).astimezone(UTC), moment)
        visit = visiting.ask(platform=old, by=by, moment=when)
        day = today - timedelta(days=days)
        visiting.keep(visit=visit, day=day, result=as_data(judge(_walk(today - timedelta(days=40), dead), day)))


def _walk(last: date, dead: Sequence[str]) -> Walk:
    """What a visit to the old site sees: a first page that nobody adds to, one column, links that lead nowhere."""
    news = f"{_SITE}news/"
    articles = [(f"{news}{number}.html", f"示例镇工作动态之{number}", last - timedelta(days=number)) for number in range(3)]
    listed = tuple(Entry(url, title, day) for url, title, day in articles)
    links = tuple(Link(each.url, each.words, True) for each in listed)
    home = Page(
        _SITE, 0, "首页", "示例镇人民政府", links=(Link(news, "工作动态", False), *links), entries=listed, lines=("示例镇人民政府",)
    )
    column = Page(news, 1, "工作动态", "工作动态 - 示例镇人民政府", links=links, entries=listed, lines=("工作动态",))
    pages = [
        Page(
            url, 2, title, f"{title} - 示例镇人民政府", metas={"articletitle": title, "pubdate": f"{day.isoformat()} 09:00", "contentsource": "示例镇人民政府"},
            lines=(title, f"发布日期：{day.isoformat()}", "正文。"), published=day,
        )
        for url, title, day in articles
    ]  # fmt: skip
    gone = tuple(Dead(f"{_SITE}{path}", news, path, "答复 404", True) for path in dead)
    return Walk(_SITE, (home, column, *pages), gone, requests=5 + len(gone), seconds=2.5)
