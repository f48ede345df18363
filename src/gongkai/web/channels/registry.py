"""The channels there are. To add one: a module and its line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.channels.by_hand import BOARD, OTHERS, READING_PLACE
from gongkai.web.channels.http_push import HttpPush
from gongkai.web.channels.package import PACKAGE, REPORT_UP
from gongkai.web.channels.website import Website
from gongkai.web.channels.wechat.channel import Wechat

if TYPE_CHECKING:
    from gongkai.ledger.vocabulary.codes import Outlet
    from gongkai.web.channels.base import Channel

CHANNELS: tuple[Channel, ...] = (Website(), HttpPush(), PACKAGE, Wechat(), BOARD, READING_PLACE, *OTHERS, REPORT_UP)
_BY_KEY = {channel.key: channel for channel in CHANNELS}


def by_key(key: str) -> Channel:
    """The channel of that key. KeyError for another."""
    return _BY_KEY[key]


def of_outlet(outlet: Outlet | None) -> list[Channel]:
    """The channels that the annual report counts under ``outlet``; None: 报送."""
    return [channel for channel in CHANNELS if channel.outlet == outlet]
