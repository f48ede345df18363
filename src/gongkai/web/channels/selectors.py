"""Reading about the channels of an organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.web.channels.models import Account
from gongkai.web.channels.registry import by_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


def accounts_of(organ: Organ, *, inactive: bool = False) -> QuerySet[Account]:
    """The channels that the organ uses; with ``inactive`` those of former times too."""
    found = Account.objects.filter(organ=organ).select_related("organ")
    return found if inactive else found.filter(active=True)


def settings_of(account: Account) -> dict[str, Any]:
    """What the adapter gets: the settings with the secret in plain and the map of fields. Never on a page: see :func:`shown_settings`."""
    return {**account.settings, "secret": account.secret.reveal(), "field_map": account.field_map or None, "account": str(account.pk)}


def shown_settings(account: Account) -> list[tuple[str, str]]:
    """Each field of the channel with its value as a page shows it; of a secret only whether there is one."""
    shown = []
    for field in by_key(account.channel).fields:
        value = account.settings.get(field.key, field.default)
        if field.kind == "secret":
            value = "已填写" if account.secret else "没有填写"
        elif field.kind == "map":
            value = (
                "本机关的"
                if isinstance(account.field_map, list) and account.field_map
                else dict(field.choices).get(str(account.field_map or "default"), "")
            )
        elif field.kind == "flag":
            value = "是" if value else "否"
        elif field.kind == "choice":
            value = dict(field.choices).get(str(value), str(value))
        elif isinstance(value, (list, tuple)):
            value = "\n".join(map(str, value))
        shown.append((field.label, str(value)))
    return shown
