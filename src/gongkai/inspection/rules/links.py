"""Links that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.inspection.model import WARNING
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.rules.base import Context

_CITES = ("网站指引",)


@rule("W401", "dead-link", WARNING, cites=_CITES)
def inside(ctx: Context) -> Iterator[Hit]:
    """站内链接打不开。

    查什么：网页上指向本站网页和附件的链接，打开是不是正常（15 秒以内，不是错误页面）。
    为什么：打不开的链接和附件等于没有公开，检查时逐个扣分。
    怎样改：改正或者删去链接；附件没有上传的补传。
    依据：政府网站发展指引关于链接管理的规定。
    """
    yield from _hits(ctx, inside=True)


@rule("W402", "dead-outside-link", WARNING, cites=_CITES)
def outside(ctx: Context) -> Iterator[Hit]:
    """站外链接打不开。

    查什么：网页上指向其他网站的链接，打开是不是正常。不让程序查看的网站不算，请人工点开看。
    为什么：外链失效会被人接手改成别的内容，检查时逐个扣分。
    怎样改：改正或者删去链接。
    依据：政府网站发展指引关于链接管理的规定。
    """
    yield from _hits(ctx, inside=False)


def _hits(ctx: Context, *, inside: bool) -> Iterator[Hit]:
    for dead in ctx.seen.walk.dead:
        if dead.inside is inside:
            named = f"“{dead.words}”" if dead.words else ""
            yield Hit(
                dead.url,
                f"链接{named}打不开：{dead.why}。",
                (("所在网页", dead.on), ("链接文字", dead.words), ("原因", dead.why)),
                certain=dead.certain,
            )


RULES = (inside, outside)
