"""Trying a channel: what it would be given of the newest public item, and whether the other side knows us. Publishes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.web.channels.http_push import HttpPush
from gongkai.web.channels.memory import Database
from gongkai.web.channels.registry import by_key
from gongkai.web.channels.selectors import settings_of
from gongkai.web.channels.website import Website
from gongkai.web.channels.wechat.api import Api
from gongkai.web.channels.wechat.article import why_not_article
from gongkai.web.channels.wechat.channel import MANUAL, Wechat
from gongkai.web.channels.wechat.errors import WechatError
from gongkai.web.desk.views.outlets.manual import Copied, copied
from gongkai.web.publication.models import Item
from gongkai.web.publication.models.item import STANDING
from gongkai.web.publication.selectors.envelopes import envelope_of

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.channels.models import Account

_LONGEST = 20_000  # characters of a body that a page shows


class Trial(NamedTuple):
    """What came of it: what is wrong, what is fine, of which item, and what the channel would be given."""

    wrong: list[str]
    fine: list[str]
    item: Item | None = None
    fields: tuple[Copied, ...] = ()
    sent: str = ""


def tried(account: Account, moment: datetime) -> Trial:
    """A look without consequences. Asks the network only for the token of an official account; call it outside a transaction."""
    channel, settings = by_key(account.channel), settings_of(account)
    wrong, fine = list(channel.why_not(settings)), []
    if wrong:
        return Trial(wrong, [])
    fine.append("设置齐全。")
    if isinstance(channel, Wechat) and (settings.get("mode") or MANUAL) != MANUAL:
        try:
            Api.of(settings, Database(), moment).token(fresh=True)
            fine.append("微信认得这个账号，取到了接口令牌。")
        except WechatError as error:
            wrong.append(error.words)
        except UnusableInput as error:
            wrong.append(f"{error.sentence()}。")
    item = _newest(account)
    if item is None or item.shown is None:
        return Trial(wrong, [*fine, "还没有公开的信息，公开第一条以后可以再试。"])
    item.shown.item = item
    envelope = envelope_of(item.shown)
    if isinstance(channel, Wechat):
        wrong += why_not_article(envelope, short=settings.get("too_long") == "summary")
    sent = channel.body(envelope, settings).decode("utf-8")[:_LONGEST] if isinstance(channel, HttpPush) else ""
    fields = tuple(copied(channel, envelope, settings)) if isinstance(channel, Website | Wechat) else ()
    return Trial(wrong, fine, item, fields, sent)


def _newest(account: Account) -> Item | None:
    found = Item.objects.filter(organ=account.organ_id, phase__in=STANDING, shown__isnull=False).select_related("organ", "shown")
    return found.order_by("-changed_at", "pk").first()
