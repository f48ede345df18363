"""Dead links of a text: each address asked once, politely, within bounds; what a reader would find there in a sentence."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.policy import PUBLIC
from gongkai.lib.network.safe_http import Forbidden, Limits, Unreached, fetch
from gongkai.lib.network.target import target
from gongkai.lib.network.wire import SYSTEM
from gongkai.lib.richtext import links as links_of
from gongkai.web.channels.page import page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongkai.lib.network.policy import Policy
    from gongkai.lib.network.safe_http import Answer
    from gongkai.lib.network.wire import Network

MOST = 50  # addresses of one text
SECONDS = 60.0  # for all of them
_PAUSE = 0.5  # between two questions to one host
_LOOK = Limits(seconds=10.0, bytes=64 * 1024, cut=True)  # the head of a page is enough
_WALLED = frozenset({401, 403, 405, 406, 412, 418, 429, 451, 521})  # sites that keep programs out answer so
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_SORRY = re.compile(r"404|页面(?:不存在|没有找到|找不到)|无法找到|not found|您访问的(?:页面|内容)|已(?:被)?删除", re.IGNORECASE)


class Checked(NamedTuple):
    """One address: ``ok`` True, False, or None when a person must look; ``words`` say why, "" when it is fine."""

    address: str
    ok: bool | None
    words: str = ""


def addresses_in(html: str, text: str = "") -> list[str]:
    """The web addresses that a body leads to or spells out, each once, in order; our own files and mail are not among them."""
    spelled = (each.rstrip(".,;:!?)'") for each in _ADDRESS.findall(text))
    found = dict.fromkeys((*(each.address for each in links_of(html)), *spelled))
    return [each for each in found if each.lower().startswith(("http://", "https://"))]


def check_links(
    addresses: Iterable[str],
    *,
    policy: Policy = PUBLIC,
    network: Network = SYSTEM,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> list[Checked]:
    """Each address with what was found there. At most :data:`MOST` in :data:`SECONDS`; for the rest it is said that nobody looked.

    One question at a time, and a pause before a host is asked again.
    """
    end, asked, found = clock() + SECONDS, set[str](), list[Checked]()
    for number, address in enumerate(dict.fromkeys(addresses)):
        if number >= MOST or clock() >= end:
            found.append(Checked(address, None, "链接太多，没有来得及检查，请人工点开看。"))
            continue
        host = _host(address)
        if host in asked:
            pause(_PAUSE)
        asked.add(host)
        limits = _LOOK._replace(seconds=max(0.5, min(_LOOK.seconds, end - clock())))
        found.append(_checked(address, policy, limits, network))
    return found


def _checked(address: str, policy: Policy, limits: Limits, network: Network) -> Checked:
    try:
        answer = fetch(address, policy=policy, limits=limits, network=network)
    except Forbidden as error:
        return Checked(address, False, f"公众打不开这个链接：{error.sentence()}。")
    except Unreached as error:
        return Checked(address, False, f"打不开：{error.sentence()}。")
    if answer.status in _WALLED:
        return Checked(address, None, f"网站不让程序查看（{answer.status}），请人工点开看。")
    if not answer.fine:
        gone = "网页不存在" if answer.status in (404, 410) else "网站出错"
        return Checked(address, False, f"{gone}（{answer.status}），请改正或者删去链接。")
    if _says_sorry(answer):
        return Checked(address, None, "打开的像是“页面不存在”的提示，请人工点开看。")
    return Checked(address, True)


def _says_sorry(answer: Answer) -> bool:
    """A page that says 200 and means 404. Its title says so; a text that merely speaks of deleting does not."""
    if "html" not in answer.headers.get("content-type", "html"):
        return False
    try:
        titles = page_of(answer.body, answer.headers.get("content-type", "")).titles
    except UnusableInput:
        return False
    return any(_SORRY.search(title) and len(title) < 40 for title in titles)


def _host(address: str) -> str:
    try:
        return target(address).host
    except Forbidden:
        return ""
