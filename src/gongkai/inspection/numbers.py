"""The legal numbers of an inspection on its day, from ``law/data/inspection.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.parameters import NoValueInForce, parameter
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.parameters import Dated


class Numbers(NamedTuple):
    """Each number with its unit and clause; the names are those of the data file."""

    home_stale: Dated
    news_stale: Dated
    notices_stale: Dated
    stale_columns: Dated
    long_stale: Dated
    long_stale_columns: Dated
    blank_columns: Dated
    message_wait: Dated
    message_window: Dated
    page_seconds: Dated


def numbers_at(day: date) -> Numbers:
    """What holds on that day. Raises :class:`UnusableInput` for a day before the indicators."""
    try:
        return Numbers(*(parameter(name, "inspection.toml").at(day) for name in Numbers._fields))
    except NoValueInForce as error:
        raise UnusableInput(f"{day} 还没有政府网站与政务新媒体检查指标", "请写 2019-04-01 以后的日期") from error
