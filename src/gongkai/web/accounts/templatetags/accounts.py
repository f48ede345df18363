"""Template tags of this room: the links of administrators, and data for the script of security keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django import template

from gongkai.web.accounts.access import held_by
from gongkai.web.accounts.permissions import ACTS
from gongkai.web.events import heartbeats
from gongkai.web.ui import addresses
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


class Link(NamedTuple):
    """A line of the list on the left."""

    label: str
    url: str
    here: bool


_PAGES = (
    ("organs.manage", "机关", "accounts:organs"),
    ("organs.manage", "机构改革", "desk:organ_changes"),
    ("organs.manage", "定时任务", "accounts:jobs"),
    ("accounts.manage", "账号", "accounts:people"),
    ("accounts.manage", "建立账号", "accounts:make"),
    ("audit.see", "管理员操作", "accounts:acts"),
    ("audit.see", "台账事件", "accounts:ledger"),
    ("audit.see", "晚写入的事件", "accounts:late"),
    ("audit.see", "更正和作废", "accounts:changes"),
    ("audit.see", "数字和案件", "accounts:figures"),
    ("audit.see", "核对台账", "accounts:check"),
    ("audit.see", "个人信息查看记录", "desk:reveals"),
    ("case.see", "替班", "accounts:leave"),
)


@register.inclusion_tag("accounts/parts/links.html")
def administration(request: HttpRequest) -> dict[str, object]:
    """The pages of this room that the user's roles open. At most one query."""
    roles = {each.role for each in held_by(request)}
    here = request.resolver_match.view_name if request.resolver_match else ""
    found = [Link(label, addresses.of(name), name == here) for act, label, name in _PAGES if roles & set(ACTS[act])]
    return {"links": [link for link in found if link.url]}


@register.simple_tag
def searches(request: HttpRequest) -> bool:
    """Whether the user has cases to search: administrators and supervisors have none."""
    return any(each.role in ACTS["case.see"] for each in held_by(request))


@register.simple_tag
def silence(request: HttpRequest) -> str:
    """What runs by itself and has not gone well for too long, in one sentence for heads of offices and supervisors; "" when all is well or the user is another. One query."""
    if not {each.role for each in held_by(request)} & {*ACTS["case.assign"], *ACTS["oversight.see"]}:
        return ""
    labels = [beat.job.label for beat in heartbeats.beats(typed(request).moment) if beat.silent]
    if not labels:
        return ""
    more = f"等 {len(labels)} 项" if len(labels) > 2 else ""
    return f"定时任务“{'”“'.join(labels[:2])}”{more}超过 25 小时没有办成，提醒和发布可能停了，请告诉系统管理员。"


@register.filter
def as_json(value: object) -> str:
    """JSON for a ``data-`` attribute; escaped like any text."""
    return json.dumps(value, ensure_ascii=False)
