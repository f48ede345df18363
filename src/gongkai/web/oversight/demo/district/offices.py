"""The organs of the district in the tree, and the accounts of two of its towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.accounts.models import Appointment, Role, User
from gongkai.web.applications.demo.office import FOUNDED, PASSWORD, Login
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.publication.services import columns

if TYPE_CHECKING:
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.demo.district.plan import Member

_PEOPLE = ((Role.OFFICER, "经办人"), (Role.REVIEWER, "审核人"), (Role.LEADER, "负责人"))
_ARRANGEMENT = "本机关的政府信息按法定事项分栏目编排，每条信息有唯一的索引号，可按栏目、年份、体裁和有效性查找。"
_HOURS = "工作日 9:00—12:00，14:00—17:00"
LOGINS = (
    Login("yizhen", "一镇经办人甲", "demo-zhen-1", Role.OFFICER),
    Login("erzhen", "二镇经办人乙", "demo-zhen-2", Role.OFFICER),
)


def make(member: Member, place: int, district: Organ) -> Organ:
    """The organ, complete as its guide wants it (条例 Art. 12), a column of the district's site."""
    organ = establish(
        slug=member.slug, name=member.name, short_name=member.short_name, level=member.level, valid_from=FOUNDED, parent=district, word=member.word,
        review_body="示例区人民政府", review_address="示例区府前路1号行政复议接待室", review_online="示例区政府网站“行政复议”栏目",
        court="示例区人民法院", superior="" if member.level == Level.TOWN else f"示例市{member.name.removeprefix('示例区')}",
        office=f"{member.name}办公室", phone=f"0000-20{place:05d}", fax=f"0000-30{place:05d}", address=f"{member.short_name}办公楼",
        postcode=f"{100 + place:06d}", email=f"xxgk@{member.slug}.example", hours=_HOURS,
    )  # fmt: skip
    columns.mount(
        organ=organ,
        changes={"mount": "column", "site_name": "示例区人民政府", "site_domain": "www.shiliqu.example", "arrangement": _ARRANGEMENT},
    )
    return organ


class People(NamedTuple):
    """Who drafts, who reviews, who signs in an organ. But for the two towns nobody of them can log in."""

    officer: User
    reviewer: User
    leader: User


def people(organ: Organ) -> People:
    """The accounts of the organ, with their appointments."""
    logins = {login.role: login for login in LOGINS if login.organ == organ.slug}
    return People(*(_account(organ, role, words, logins.get(role)) for role, words in _PEOPLE))


def _account(organ: Organ, role: Role, words: str, login: Login | None) -> User:
    username = login.username if login else f"{organ.slug}-{role.value}"
    user = User.objects.create_user(
        username, PASSWORD if login else None, name=login.name if login else f"{organ.short_name}{words}", factor_waived=True
    )
    Appointment.objects.create(user=user, organ=organ, role=role, valid_from=FOUNDED)
    return user
