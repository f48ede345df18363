"""The walk: robots.txt, first page, then what it leads to, then the links that lead out. Bounded in number, bytes, depth and time."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.inspection import robots as robots_txt
from gongkai.inspection.addresses import Site, parsed
from gongkai.inspection.bounds import USUAL
from gongkai.inspection.frontier import Frontier, Waiting
from gongkai.inspection.manners import Inner, Kept, NotAsked, Polite, Steady
from gongkai.inspection.model import Dead, Page, Walk
from gongkai.inspection.pages import read
from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.faults import Forbidden, Unreached
from gongkai.lib.network.safe_http import Limits, fetch
from gongkai.lib.network.target import target
from gongkai.lib.network.wire import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from gongkai.inspection.bounds import Bounds
    from gongkai.lib.network.safe_http import Answer
    from gongkai.lib.network.target import Target
    from gongkai.lib.network.wire import Network

# Sites that keep programs out answer so: nobody knows what a person would see.
_WALLED = frozenset({401, 403, 405, 406, 412, 418, 429, 451, 503, 521})
_SORRY = re.compile(r"(?<!\d)404(?!\d)|页面(?:不存在|没有找到|找不到)|无法找到|not found|(?:页面|内容|网页)已(?:被)?删除", re.IGNORECASE)
_HEADERS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9"}
_ROBOTS_BYTES = 500 * 1024
_LAST = 0.5  # seconds before the end in which a failure may be ours


def walk(
    url: str,
    *,
    today: date,
    bounds: Bounds = USUAL,
    allow_private: bool = False,
    network: Network = SYSTEM,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
    progress: Callable[[int, str], None] | None = None,
) -> Walk:
    """Look at the site that begins at ``url``. A private address is asked only with ``allow_private``, and only that host and port.

    Raises :class:`UnusableInput` when the address is no address, may not be asked, or robots.txt forbids the first page.
    """
    return _Walker(target(url), today, bounds, allow_private, network, clock, pause, progress).run()


class _Walker:
    def __init__(
        self,
        first: Target,
        today: date,
        bounds: Bounds,
        allow_private: bool,
        network: Network,
        clock: Callable[[], float],
        pause: Callable[[float], None],
        progress: Callable[[int, str], None] | None,
    ) -> None:
        self.first, self.today, self.bounds, self.network, self.clock, self.progress = first, today, bounds, network, clock, progress
        self.begun = clock()
        self.end = self.begun + bounds.seconds
        self.pace = Steady(bounds.rate, clock, pause, self.end)
        self.site = Site.of(first)
        inner = (f"{first.host}:{first.port}",) if allow_private else ()
        self.policy = Polite(inner=inner, pace=self.pace, site=self.site)
        self.frontier = Frontier(bounds)
        self.pages: list[Page] = []
        self.dead: list[Dead] = []
        self.unseen: Counter[str] = Counter()
        self.outside: dict[str, tuple[str, str]] = {}  # address → page that it stands on, words
        self.asked = self.files = self.failures = self.checked = 0
        self.complete = True

    def run(self) -> Walk:
        """All of it. The first page decides whether there is anything to look at."""
        unread = self._rules_unread()
        try:
            answer = self._first()
        except Unreached as error:
            return self._walk(unreached=error.sentence())
        if unread:
            raise UnusableInput(f"robots.txt {unread}，按规矩没有查看这个网站", "请等网站恢复以后再查", f"“{self.first.host}”的 ")
        if not answer.fine:
            return self._walk(unreached=f"首页答复 {answer.status}，不是正常的网页")
        page = self._read(answer, Waiting(self.first, 0, "", "首页", True, False))
        if page is None:
            return self._walk(unreached="首页不是网页")
        self._take(page, leaf=False)
        self._inside()
        self._outside()
        return self._walk()

    # --- the beginning ---------------------------------------------------------------------------

    def _rules_unread(self) -> str:
        """Read the rules of the host; why they could not be, "" when all is well.

        4xx or redirects without end: there are none. 5xx or no answer: the site wants nobody at the moment (RFC 9309).
        """
        place = self.first._replace(path="/robots.txt")
        try:
            answer = self._fetch(place, _ROBOTS_BYTES)
        except Unreached as error:
            return "" if error.problem.startswith("跳转") else error.problem
        if answer.status >= 500:
            return f"答复 {answer.status}"
        if answer.fine and "html" not in answer.headers.get("content-type", ""):
            found = robots_txt.read(answer.body.decode("utf-8", "replace"))
            self.policy = replace(self.policy, robots=found)
        return ""

    def _first(self) -> Answer:
        """The first page. Where it redirects to another host, that is the site."""
        try:
            answer = self._fetch(self.first, self.bounds.page_bytes)
        except Kept as error:
            raise UnusableInput(
                "robots.txt 不让程序查看首页", "请人工检查，或者请网站允许 gongkai 查看", f"“{self.first.host}”的 "
            ) from error
        landed = target(answer.url)
        self.frontier.know(self.first)
        self.frontier.know(landed)
        moved = not self.site.holds(landed)
        self.first = landed
        self.site = Site.of(landed)
        self.policy = replace(self.policy, site=self.site)
        if moved and (self._rules_unread() or not self.policy.robots.allows(landed.path)):
            raise UnusableInput("robots.txt 不让程序查看首页", "请人工检查，或者请网站允许 gongkai 查看", f"“{landed.host}”的 ")
        return answer

    # --- pages of the site -----------------------------------------------------------------------

    def _inside(self) -> None:
        files = 0
        while (each := self.frontier.next()) is not None:
            files += each.file
            full = files > self.bounds.files if each.file else self.asked + 1 >= self.bounds.pages
            if full:
                what = f"附件看满了 {self.bounds.files} 个" if each.file else f"网页看满了 {self.bounds.pages} 个"
                self._leave(what, 1)
                continue
            if self._over(1 + len(self.frontier)):
                return
            if self.failures >= self.bounds.failures:
                self._leave(f"连续 {self.failures} 次打不开，没有再看", 1 + len(self.frontier))
                return
            self.asked += not each.file
            if self.progress is not None:
                self.progress(self.asked + files, str(each.wanted))
            self._look(each)

    def _look(self, each: Waiting) -> None:
        most = self.bounds.file_bytes if each.file else self.bounds.page_bytes
        answer = self._asked(each.wanted, most, on=each.on, words=each.words, inside=True)
        if answer is None:
            return
        landed = target(answer.url)
        if not self.site.holds(landed):
            return
        self.frontier.know(landed)
        page = None if each.file else self._read(answer, each._replace(wanted=landed))
        if page is None:
            self.files += 1
        elif _SORRY.search(page.title) and len(page.title) < 40:
            self.dead.append(Dead(str(each.wanted), each.on, each.words, "打开的像是“页面不存在”的提示", True, certain=False))
        else:
            self._take(page, leaf=each.leaf)

    def _read(self, answer: Answer, each: Waiting) -> Page | None:
        kind = answer.headers.get("content-type", "text/html").lower()
        if "html" not in kind and "text/plain" not in kind:
            return None
        cut = len(answer.body) >= self.bounds.page_bytes
        page = read(answer.body, answer.url, depth=each.depth, words=each.words, today=self.today, bounds=self.bounds, cut=cut)
        if page is not None and page.cut:
            self._leave("页面太大或者链接太多，只看了前面一部分", 1)
        return page

    def _take(self, page: Page, *, leaf: bool) -> None:
        self.pages.append(replace(page, leaf=leaf))
        if leaf:
            return
        begins = self.site.begins(target(page.url))
        for link in page.links:
            wanted = parsed(link.url)
            if not self.site.holds(wanted):
                self.outside.setdefault(str(wanted), (page.url, link.words))
            elif begins:
                within = self.site.begins(wanted)
                self.frontier.offer(Waiting(wanted, page.depth + 1, page.url, link.words, link.inside, leaf=not within))

    # --- links that lead out -----------------------------------------------------------------------

    def _outside(self) -> None:
        waiting = list(self.outside.items())
        for number, (url, (on, words)) in enumerate(waiting):
            if number >= self.bounds.outside:
                self._leave(f"站外链接看满了 {self.bounds.outside} 个", len(waiting) - number)
                return
            if self._over(len(waiting) - number):
                return
            self.checked += 1
            if self.progress is not None:
                self.progress(self.asked + self.checked, url)
            self._asked(target(url), self.bounds.file_bytes, on=on, words=words, inside=False)

    # --- one question ---------------------------------------------------------------------------------

    def _asked(self, wanted: Target, most: int, *, on: str, words: str, inside: bool) -> Answer | None:
        """The answer when it is fine; else what is wrong stands in ``dead`` or in ``unseen``."""
        why = ""
        try:
            answer = self._fetch(wanted, most)
            self.failures = 0
            if answer.fine:
                return answer
            if answer.status in _WALLED:
                self._leave("网站不让程序查看（401、403、503 等）", 1, incomplete=False)
            else:
                why = f"网页不存在（{answer.status}）" if answer.status in (404, 410) else f"网站出错（{answer.status}）"
        except Kept:
            self._leave("robots.txt 不让程序查看", 1, incomplete=False)
        except NotAsked:
            self._leave("不是网页的端口，没有连接", 1, incomplete=False)
        except Inner:
            why = "指向内部或者保留的地址，公众打不开，程序没有连接"
        except (Forbidden, Unreached) as error:
            self.failures += inside
            if self.clock() >= self.end - _LAST:
                self._leave("时间用完了，没有等到答复", 1)
            else:
                why = f"{error.place}{error.problem}"
        if why:
            self.dead.append(Dead(str(wanted), on, words, why, inside))
        return None

    def _fetch(self, wanted: Target, most: int) -> Answer:
        """Ask when the host may be asked again, within what is left of all the time."""
        ours = self.site.holds(wanted)
        if ours and not self.policy.robots.allows(wanted.path):
            raise Kept("robots.txt 不让程序查看", "请人工查看", f"“{wanted}”")
        self.pace.before(wanted.host, self.policy.robots.delay if ours else 0.0)
        left = max(_LAST / 10, self.end - self.clock())
        limits = Limits(seconds=min(self.bounds.page_seconds, left), bytes=most, redirects=self.bounds.redirects, cut=True)
        return fetch(str(wanted), policy=self.policy, limits=limits, headers=_HEADERS, network=self.network)

    def _over(self, left: int) -> bool:
        if self.clock() < self.end:
            return False
        self._leave(f"时间到了 {self.bounds.seconds:g} 秒", left)
        return True

    def _leave(self, words: str, count: int, *, incomplete: bool = True) -> None:
        self.unseen[words] += count
        self.complete = self.complete and not incomplete

    def _walk(self, unreached: str = "") -> Walk:
        refused = dict(self.frontier.refused)
        unseen = tuple(self._unseen({**self.unseen, **refused}))
        return Walk(
            str(self.first), tuple(self.pages), tuple(self.dead), unreached, unseen, self.pace.count, self.files, self.checked,
            round(self.clock() - self.begun, 1), self.complete and not refused and not unreached,
        )  # fmt: skip

    @staticmethod
    def _unseen(counted: dict[str, int]) -> Iterator[str]:
        for words, count in counted.items():
            yield f"{words}：{count} 个网址没有看" if "只看了" not in words else f"{words}：{count} 个"
