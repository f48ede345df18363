"""One call: walk the site, sort what was seen, judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.inspection.bounds import USUAL
from gongkai.inspection.columns import Seen
from gongkai.inspection.crawling import walk
from gongkai.inspection.model import Inspection
from gongkai.inspection.numbers import numbers_at
from gongkai.inspection.rules import check
from gongkai.inspection.rules.base import Context
from gongkai.lib.network.wire import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.inspection.bounds import Bounds
    from gongkai.inspection.model import Walk
    from gongkai.lib.network.wire import Network

# What no visit to a site can show; said with every answer, so that nobody takes silence for a pass.
NEVER_SEEN = (
    "政务新媒体账号的更新：网站上看不到，在平台登记表里查",
    "一周内多次访问的打不开比例：这里只看一次",
    "严重表述错误、泄密、不良内容：要人来看",
    "办事指南的要素、留言渠道能不能提交：要人来试",
)


def inspect(
    url: str,
    *,
    today: date,
    bounds: Bounds = USUAL,
    allow_private: bool = False,
    network: Network = SYSTEM,
    progress: Callable[[int, str], None] | None = None,
) -> Inspection:
    """Inspect the site that begins at ``url`` as of ``today``, within ``bounds``. Nothing but reading pages is done there.

    Raises :class:`UnusableInput` when the address cannot be used, may not be asked, or programs are not wanted there.
    """
    numbers = numbers_at(today)
    bounds = bounds._replace(
        page_seconds=float(numbers.page_seconds.value) if bounds.page_seconds == USUAL.page_seconds else bounds.page_seconds
    )
    seen_by = walk(url, today=today, bounds=bounds, allow_private=allow_private, network=network, progress=progress)
    return judge(seen_by, today)


def judge(walked: Walk, today: date) -> Inspection:
    """The findings on what a walk saw."""
    seen = Seen(walked, today)
    findings = check(Context(seen, numbers_at(today), today))
    scripted = sum(column.scripted for column in seen.columns)
    unseen = (*walked.unseen, *([f"{scripted} 个栏目用脚本显示内容，程序看不到，请人工看"] if scripted else []), *NEVER_SEEN)
    return Inspection(
        walked.start, today, findings, unseen, walked.complete, len(seen.columns), len(seen.articles), len(walked.pages), walked.files,
        walked.outside, walked.requests, walked.seconds,
    )  # fmt: skip
