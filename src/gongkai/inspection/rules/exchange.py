"""Whether the public is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.inspection.dates import months_after
from gongkai.inspection.kinds import EXCHANGE
from gongkai.inspection.model import ERROR
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.model import Message, Page
    from gongkai.inspection.rules.base import Context


@rule("W201", "message-unanswered", ERROR, veto=True, cites=("检查指标#单项否决指标（互动回应差）",))
def unanswered(ctx: Context) -> Iterator[Hit]:
    """一年内的留言超过三个月没有答复。

    查什么：互动交流类栏目列出的留言，以及一条留言一个的网页，按日期和办理状态（或者空着的答复一栏）找一年以内、超过三个月还没有答复的。
    为什么：有一条就全站单项否决。
    怎样改：马上答复并公开；不属于本机关的，告诉对方该找谁；确实不能办的，说明理由。
    依据：检查指标的单项否决指标“互动回应差”。
    """
    wait, window = ctx.numbers.message_wait, ctx.numbers.message_window
    since = months_after(ctx.today, -window.value)
    told = set()
    for page, messages in _messages(ctx):
        for message in messages:
            late = not message.answered and message.asked >= since and months_after(message.asked, wait.value) < ctx.today
            if late and message not in told:
                told.add(message)
                days = (ctx.today - message.asked).days
                words = f"{message.asked} 的留言过了 {days} 天还没有答复，限度 {wait.words}。"
                yield Hit(
                    page.url,
                    words,
                    (("留言", message.words), ("提出", message.asked.isoformat()), ("已过", f"{days} 天"), ("限度", wait.words)),
                )


def _messages(ctx: Context) -> Iterator[tuple[Page, tuple[Message, ...]]]:
    """Lists of messages first, then messages that have a page for themselves and stand in no list."""
    listed = [page for column in ctx.seen.columns if column.kind == EXCHANGE for page in ctx.seen.pages_of(column)]
    days = {message.asked for page in listed for message in page.messages}
    yield from ((page, page.messages) for page in listed)
    for page in ctx.seen.walk.pages[1:]:
        if page.asked is not None and page.asked.asked not in days:
            yield page, (page.asked,)


RULES = (unanswered,)
