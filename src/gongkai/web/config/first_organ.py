"""The first organ of an installation, from its name alone, and the one account that can make all others."""

from __future__ import annotations

import re
import secrets
from datetime import date

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.models import Appointment, Role, User
from gongkai.web.accounts.services.recording import record
from gongkai.web.clock import day_of, now
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.services import establish

# No application under the Regulation can be older: 条例2007 came into force on this day (its Art. 38).
SINCE = date(2008, 5, 1)
_LEVELS = (
    (r"街道办事处|街道", Level.STREET),
    (r"(镇|乡|苏木)人民政府", Level.TOWN),
    (r"(省|自治区)人民政府", Level.PROVINCE),
    (r"(自治州|盟|市)人民政府", Level.CITY),
    (r"(区|县|旗)人民政府", Level.COUNTY),
)
_LONGEST = 120
FIRST_ACCOUNT = "anquan"


@transaction.atomic
def first_organ(name: str) -> list[str]:
    """Register the organ unless one of that name is there; what was made, in a sentence."""
    name = " ".join(name.split())
    if not name or Organ.objects.filter(name=name).exists():
        return []
    if len(name) > _LONGEST:
        raise UnusableInput(f"机关名称超过 {_LONGEST} 个字", "请写机关的规范名称", "--organ ")
    level = level_of(name)
    organ = establish(slug=_free_slug(), name=name, level=level, valid_from=SINCE)
    return [
        f"机关 {organ.name}（{level.label}，类别按名称定，不能改；联系方式和救济途径由系统管理员在“机关”里补齐）",
        *_first_account(organ),
    ]


def _first_account(organ: Organ) -> list[str]:
    """A security administrator, who gives everybody else an account; only where there is no account at all."""
    if User.objects.exists():
        return []
    moment, password = now(), secrets.token_urlsafe(12)
    user = User.objects.create_user(FIRST_ACCOUNT, password, name="安全管理员", initial_password=True)
    Appointment.objects.create(user=user, organ=organ, role=Role.SECURITY_ADMIN, subtree=True, valid_from=day_of(moment))
    record(what="account.make", about=FIRST_ACCOUNT, by=user, moment=moment, detail={"name": user.name})
    return [f"账号 {FIRST_ACCOUNT}（安全管理员），初始密码 {password}：只显示这一次，第一次登录时改掉，再给别人建账号"]


def level_of(name: str) -> Level:
    """What kind of organ the name tells; a department of government where it tells nothing."""
    return next((level for pattern, level in _LEVELS if re.search(f"(?:{pattern})$", name)), Level.BUREAU)


def _free_slug() -> str:
    number = Organ.objects.count() + 1
    while Organ.objects.filter(slug=f"organ-{number}").exists():
        number += 1
    return f"organ-{number}"
