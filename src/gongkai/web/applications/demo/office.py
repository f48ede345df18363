"""Organs and accounts of the demonstration: 示例区, 示例镇, 示例区教育局, 示例街道, 示例乡 (taken over by the town)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.accounts.models import Appointment, Role, User
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.services import establish

if TYPE_CHECKING:
    from collections.abc import Mapping

FOUNDED = date(2019, 1, 1)
PASSWORD = "yanshi-2026-demo"  # noqa: S105 - printed for everybody to see, in a data folder that holds nothing real
DISTRICT, TOWN, BUREAU, STREET, OLD_TOWN = "demo-qu", "demo-zhen", "demo-jiaoyu", "demo-jiedao", "demo-xiang"
_HOURS = "工作日 9:00—12:00，14:00—17:00"


class Login(NamedTuple):
    """An account: username, name, organ, role, with all below it."""

    username: str
    name: str
    organ: str
    role: Role
    subtree: bool = False


LOGINS = (
    Login("jingban", "经办人甲", TOWN, Role.OFFICER),
    Login("jingban2", "经办人乙", TOWN, Role.OFFICER),
    Login("shenhe", "审核人丙", TOWN, Role.REVIEWER),
    Login("fuze", "工作机构负责人丁", TOWN, Role.OFFICE_HEAD),
    Login("fazhi", "法制员戊", TOWN, Role.LEGAL),
    Login("lingdao", "镇长己", TOWN, Role.LEADER),
    Login("jiaoyu", "教育局经办人庚", BUREAU, Role.OFFICER),
    Login("jiaoyu-fuze", "教育局负责人辛", BUREAU, Role.OFFICE_HEAD),
    Login("jiaoyu-fazhi", "教育局法制员壬", BUREAU, Role.LEGAL),
    Login("jiedao", "街道经办人癸", STREET, Role.OFFICER),
    Login("jiedao-fuze", "街道负责人子", STREET, Role.OFFICE_HEAD),
    Login("jiedao-fazhi", "街道法制员丑", STREET, Role.LEGAL),
    Login("qujingban", "区政府办经办人午", DISTRICT, Role.OFFICER),
    Login("jiandu", "区级监督员寅", DISTRICT, Role.SUPERVISOR, subtree=True),
    Login("xitong", "系统管理员卯", DISTRICT, Role.SYSTEM_ADMIN, subtree=True),
    Login("anquan", "安全管理员辰", DISTRICT, Role.SECURITY_ADMIN, subtree=True),
    Login("shenji", "审计管理员巳", DISTRICT, Role.AUDITOR, subtree=True),
)


def make_organs() -> dict[str, Organ]:
    """The organs by their slugs."""
    district = establish(
        slug=DISTRICT, name="示例区人民政府", short_name="示例区", level=Level.COUNTY, valid_from=FOUNDED, word="示区政公开",
        review_body="示例市人民政府", court="示例市中级人民法院", office="示例区人民政府办公室", phone="0000-1000001",
        address="示例区府前路1号", postcode="000001", hours=_HOURS,
    )  # fmt: skip
    town = establish(
        slug=TOWN, name="示例镇人民政府", short_name="示例镇", level=Level.TOWN, valid_from=FOUNDED, parent=district, word="示政公开",
        office="示例镇党政综合办公室", phone="0000-1000002", fax="0000-1000003", address="示例镇人民路2号", postcode="000002",
        email="xxgk@shilizhen.example", **_under(),
    )  # fmt: skip
    bureau = establish(
        slug=BUREAU, name="示例区教育局", short_name="区教育局", level=Level.BUREAU, valid_from=FOUNDED, parent=district, word="示教公开",
        superior="示例市教育局", office="示例区教育局办公室", phone="0000-1000004", address="示例区学府路3号", postcode="000003", **_under(),
    )  # fmt: skip
    street = establish(
        slug=STREET, name="示例街道办事处", short_name="示例街道", level=Level.STREET, valid_from=FOUNDED, parent=district, word="示街公开",
        office="示例街道党政办公室", phone="0000-1000005", address="示例区和平路4号", postcode="000004", **_under(),
    )  # fmt: skip
    old = establish(
        slug=OLD_TOWN, name="示例乡人民政府", short_name="示例乡", level=Level.TOWN, valid_from=FOUNDED, parent=district, word="示乡公开",
        office="示例乡党政办公室", phone="0000-1000006", address="示例乡前街5号", postcode="000005", **_under(),
    )  # fmt: skip
    town.predecessors.add(old)
    return {organ.slug: organ for organ in (district, town, bureau, street, old)}


def _under() -> dict[str, str]:
    return {
        "review_body": "示例区人民政府", "review_address": "示例区府前路1号行政复议接待室", "review_online": "示例区政府网站“行政复议”栏目",
        "court": "示例区人民法院", "hours": _HOURS,
    }  # fmt: skip


def make_accounts(organs: Mapping[str, Organ]) -> dict[str, User]:
    """The accounts by their usernames."""
    made = {}
    for login in LOGINS:
        user = User.objects.create_user(login.username, PASSWORD, name=login.name, factor_waived=True)
        Appointment.objects.create(user=user, organ=organs[login.organ], role=login.role, subtree=login.subtree, valid_from=FOUNDED)
        made[login.username] = user
    return made
