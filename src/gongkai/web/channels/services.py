"""Writing about the channels of an organ: configured once, with all reasons when something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.models import Account
from gongkai.web.channels.registry import CHANNELS, by_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.web.organs.models import Organ

_LONGEST_NAME = 60


def why_not_configure(
    *,
    organ: Organ,
    channel: str,
    name: str,
    settings: Mapping[str, Any],
    secret: str = "",
    field_map: Any = None,
    outlet: str = "",
    account: Account | None = None,
) -> list[str]:
    """All reasons against it, one Chinese sentence each. ``secret`` "" with an ``account``: the one that it has."""
    if channel not in {each.key for each in CHANNELS}:
        return ["请选择渠道。"]
    chosen = by_key(channel)
    reasons = []
    if not name.strip() or len(name.strip()) > _LONGEST_NAME:
        reasons.append(f"请给渠道起一个名称，不超过 {_LONGEST_NAME} 个字。")
    elif Account.objects.filter(organ=organ, name=name.strip()).exclude(pk__in=[account.pk] if account else []).exists():
        reasons.append(f"已经有名为“{name.strip()}”的渠道，请换一个名称。")
    if account is not None and account.channel != channel:
        reasons.append("渠道的种类定了不能改，请停用这个，另建一个。")
    if outlet and outlet not in set(Outlet):
        reasons.append("请从列表里选择计入哪一类渠道。")
    unknown = set(settings) - {field.key for field in chosen.fields}
    if unknown:
        reasons.append(f"{chosen.label}没有这些设置：{'、'.join(sorted(map(str, unknown)))}。")
    kept = secret or (account.secret.reveal() if account else "")
    return reasons + chosen.why_not({**settings, "secret": kept, "field_map": field_map or None, "outlet": outlet})


@transaction.atomic
def configure(
    *,
    organ: Organ,
    channel: str,
    name: str,
    settings: Mapping[str, Any],
    by: str,
    moment: datetime,
    secret: str = "",
    field_map: Any = None,
    outlet: str = "",
    active: bool = True,
    account: Account | None = None,
) -> Account:
    """A new channel, or a change of ``account``. Raises ``ledger.reasons.NotAllowed`` with all reasons.

    ``secret`` "" keeps the one that it has.
    """
    reasons = why_not_configure(
        organ=organ, channel=channel, name=name, settings=settings, secret=secret, field_map=field_map, outlet=outlet, account=account
    )
    if reasons:
        raise NotAllowed(tuple(Reason(reason.rstrip("。")) for reason in reasons))
    row = account or Account(organ=organ, channel=channel)
    row.name, row.settings, row.field_map, row.outlet, row.active = name.strip(), dict(settings), field_map or [], outlet, active
    row.secret = Account._meta.get_field("secret").to_python(secret or row.secret)
    row.changed_at, row.changed_by = moment, by
    row.save()
    return row


@transaction.atomic
def set_active(*, account: Account, active: bool, by: str, moment: datetime) -> None:
    """Take the channel into use or out of it. What went through it stays."""
    account.active, account.changed_at, account.changed_by = active, moment, by
    account.save(update_fields=["active", "changed_at", "changed_by"])


@transaction.atomic
def move(*, organ: Organ, to: Organ, by: str, moment: datetime) -> int:
    """机构改革: the channels of ``organ`` are those of ``to``, under their names, marked where ``to`` has one of that name; how many."""
    taken = set(Account.objects.filter(organ=to).values_list("name", flat=True))
    found = list(Account.objects.select_for_update().filter(organ=organ))
    for each in found:
        each.name = _free(each.name, organ, taken)
        taken.add(each.name)
        each.organ, each.changed_at, each.changed_by = to, moment, by
        each.save(update_fields=["name", "organ", "changed_at", "changed_by"])
    return len(found)


def _free(name: str, organ: Organ, taken: set[str]) -> str:
    """The name, or one that says where it came from."""
    if name not in taken:
        return name
    mark = f"（原{organ.short_name or organ.name}）"
    return f"{name[: _LONGEST_NAME - len(mark)]}{mark}"
