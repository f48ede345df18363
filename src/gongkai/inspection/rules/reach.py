"""Whether the site can be opened, and what its foot must say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.inspection.model import ERROR, INFO
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.rules.base import Context

_FACTS = (
    ("网站标识码", re.compile(r"标识码")),
    ("主办单位", re.compile(r"主办|版权所有")),
    ("ICP 备案号", re.compile(r"ICP\s*备|备案序号|[\u4e00-\u9fff]ICP", re.IGNORECASE)),
)


@rule("W001", "site-not-reached", ERROR, cites=("检查指标#单项否决指标（站点无法访问）",))
def site_not_reached(ctx: Context) -> Iterator[Hit]:
    """网站打不开。

    查什么：首页在 15 秒以内有没有给出正常的网页。
    为什么：打不开的网站等于没有公开。检查指标按一周里每天不少于 20 次间隔访问来算，打不开的占百分之五以上就单项否决；这里只访问了一次，所以只说这一次打不开。
    怎样改：先换一个网络再打开看；确实打不开的，马上联系网站的技术单位。
    依据：检查指标的单项否决指标“站点无法访问”。
    """
    if ctx.seen.walk.unreached:
        words = f"这一次没有打开：{ctx.seen.walk.unreached}。"
        yield Hit(ctx.seen.walk.start, words, (("原因", ctx.seen.walk.unreached), ("限度", ctx.numbers.page_seconds.words)))


@rule("W701", "foot-incomplete", INFO, cites=("网站指引",))
def foot(ctx: Context) -> Iterator[Hit]:
    """首页底部缺少应有的标识。

    查什么：首页上有没有网站标识码、主办单位、ICP 备案号。
    为什么：公众凭这些分辨真假政府网站，出了问题知道找谁。
    怎样改：在网页底部写明主办单位、网站标识码和 ICP 备案号。
    依据：政府网站发展指引关于网页底部功能区的规定。
    """
    home = ctx.seen.home
    if home is None:
        return
    text = "\n".join((home.footer, *home.lines))
    missing = [name for name, pattern in _FACTS if not pattern.search(text)]
    if missing:
        yield Hit(home.url, f"首页上没有找到{'、'.join(missing)}。", (("缺少", "、".join(missing)),))


RULES = (site_not_reached, foot)
