"""The record of administrators' acts: written with the act, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.accounts.models import AdminAct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.web.accounts.models import User

# Every word that stands in ``AdminAct.what``, as the auditor reads it.
WORDS: dict[str, str] = {
    "organ.establish": "设立机关",
    "organ.edit": "修改机关信息",
    "organ.choose": "修改机关设置",
    "organ.close": "撤销机关",
    "organ.change": "办理机构改革",
    "account.make": "建立账号",
    "account.appoint": "授予职责",
    "account.dismiss": "终止职责",
    "account.disable": "停用账号",
    "account.enable": "启用账号",
    "account.password": "重置密码",
    "account.factor": "重置两步验证",
    "account.sessions": "结束登录",
    "leave.begin": "安排替班",
    "leave.end": "结束替班",
    "register.export": "导出登记台账",
    "ledger.check": "核对台账",
    "complaint.reveal": "查看纠错人的联系方式",
    "day.reveal": "查看报名人的联系方式",
    "grievance.reveal": "查看投诉举报人的联系方式",
    "site.change": "修改主动公开的设置",
}


def record(*, what: str, about: str, by: User, moment: datetime, detail: Mapping[str, object] | None = None) -> AdminAct:
    """Write it down. ``about`` names the organ or account; ``detail`` holds what changed, never a password or a code."""
    assert what in WORDS, what
    return AdminAct.objects.create(moment=moment, actor=by, what=what, about=about[:200], detail=dict(detail or {}))
