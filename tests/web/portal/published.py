"""A town that has published: a policy with two explanations, a corrected notice, one being changed, one taken down, one repealed; charts and files.

``build`` makes it once for a module (see the fixture ``world``); its tests only read, or undo what they do.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.publication.models import Genre
from gongkai.web.publication.services import columns, drafting, drawing, explaining, lifecycle, releasing
from gongkai.web.publication.services.columns import Choice
from gongkai.web.vault.files import Upload
from support import items, sealed, web

if TYPE_CHECKING:
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item
    from support.items import Team

SECRET = "尚未审定的新标题"
GONE_TEXT = "撤下的正文一二三"
TABLE = "年份\t救助户数（户）\n2023年\t104\n2024年\t131\n2025年\t152"
POINTS = {
    "title": "低保边缘家庭救助，看这一张",
    "panels": [{"kind": "who", "text": "本镇户籍\n收入不超过标准1.5倍"}, {"kind": "how_much", "text": "一类：每人每月260元"}, {"kind": "how", "text": "向村委会申请\n镇政府决定"}],
}  # fmt: skip
BODY = (
    "<p>各村（社区）：</p><h2>一、救助标准</h2><p>标准见下表。</p><table><thead><tr><th>类别</th><th>金额（元）</th></tr></thead><tbody>"
    '<tr><td>一类</td><td>260</td></tr><tr><td>二类</td><td>180</td></tr></tbody></table><ol><li>向村委会申请。</li></ol><p class="gk-sign">示例镇人民政府</p>'
)


class World(NamedTuple):
    """The organs, the people and what they published."""

    district: Organ
    town: Organ
    team: Team
    policy: Item
    sheet: Item
    answers: Item
    corrected: Item
    changing: Item
    gone: Item
    repealed: Item
    report: Item
    draft: Item


def build() -> World:
    """Everything as of March 2026."""
    district = web.district()
    town = web.town(district)
    team = items.team(town)
    columns.choose(organ=town, choices={"domain.social_assistance": Choice(True), "plans": Choice(False)})
    columns.mount(organ=town, changes={"site_name": "示例区人民政府网站", "site_domain": "www.shiliqu.example", "icp": "示ICP备00000000号"})
    policy = _with_file(town, team)
    sheet = _drawn(town, team, title="一图读懂低保边缘家庭救助", genre=Genre.INTERPRETATION.value, number="")
    answers = items.published(town, team, title="镇长解读低保边缘家庭救助", genre=Genre.INTERPRETATION.value, number="")
    for item, form, who, leader in (
        (sheet, Explanation.PICTURE, "示例镇社会事务办公室", False),
        (answers, Explanation.QUESTIONS, "镇长丁", True),
    ):
        explaining.link(
            policy=policy, item=item, form=form, interpreter=who, by_leader=leader, by=team.officer, moment=web.at(date(2026, 3, 9))
        )
    corrected = _corrected(town, team)
    changing = items.edited(
        items.published(town, team, title="正在修改的通知", number="示政办发〔2026〕8号"), team, title=SECRET, note="改标题"
    )
    gone = items.published(
        town, team, title="撤下的名单", html=f"<p>{GONE_TEXT}</p>", genre=Genre.LIST.value, number="", column="town.social_assistance"
    )
    releasing.take_down(item=gone, reason="名单里有个人信息，更正后另行公布。", by=team.leader, moment=web.at(date(2026, 3, 9)))
    repealed = items.published(
        town, team, title="示例镇临时救助细则", number="示政发〔2021〕6号", genre=Genre.NORMATIVE.value, column="documents"
    )
    lifecycle.repeal(item=repealed, number="示政发〔2026〕2号", on=date(2026, 3, 8), by=team.leader, moment=web.at(date(2026, 3, 9)))
    report = items.published(town, team, title="示例镇2025年政府信息公开工作年度报告", number="", genre=Genre.REPORT.value, column="others")
    sealed.past(town, sealed.report(town, 2022), on=date(2025, 1, 10))
    sealed.seal(town, sealed.report(town, 2024), on=date(2025, 1, 20))
    sealed.seal(town, sealed.report(town, 2024, new=(5, 1, 0, 0, 0, 0, 6)), on=date(2025, 3, 3), note="新收申请漏报一件。")
    draft = items.drafted(town, team, title="还没有公开的草稿", number="示政发〔2026〕99号")
    found = (policy, sheet, answers, corrected, changing, gone, repealed, report, draft)
    return World(district, town, team, *(items.again(each) for each in found))


def _finish(item: Item, team: Team) -> Item:
    item = items.answered(items.submitted(item, team), team)
    return items.released(items.approved(items.reviewed(item, team), team), team)


def _with_file(town: Organ, team: Team) -> Item:
    made = items.drafted(
        town, team, html=BODY, title="关于印发低保边缘家庭救助办法的通知", number="示政发〔2026〕2号", genre=Genre.NORMATIVE.value, column="documents",
        effective_from=date(2026, 3, 1), expires_on=date(2031, 2, 28), keywords="低保、救助", summary="低保边缘家庭的认定条件和救助标准。",
    )  # fmt: skip
    drafting.attach(item=made, upload=Upload("申请表.txt", "姓名、住址、家庭人口".encode()), by=team.officer, moment=web.at(items.DRAFTED))
    return _finish(made, team)


def _drawn(town: Organ, team: Team, **changes: str) -> Item:
    made = items.drafted(town, team, **changes)
    drawing.draw(item=made, sort="chart", kind="bar", given={"table": TABLE, "source": "示例镇社会事务办公室"})
    drawing.draw(item=made, sort="infographic", kind="points", given=POINTS)
    return _finish(made, team)


def _corrected(town: Organ, team: Team) -> Item:
    item = items.published(town, team)
    changed = items.HTML.replace("2.7万元", "2.9万元")
    item = items.edited(item, team, on=date(2026, 3, 9), html=changed, note="补助标准由2.7万元改为2.9万元")
    item = items.submitted(item, team, on=date(2026, 3, 9))
    item = items.approved(items.reviewed(item, team, on=date(2026, 3, 9)), team, on=date(2026, 3, 9))
    return items.released(item, team, on=date(2026, 3, 9))
