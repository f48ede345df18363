"""Which pages are columns and which are articles, and when a column was last added to.

What stands on most pages (menus, side bars, recommended links) belongs to no column; it is told by how often it appears.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gongkai.inspection.addresses import is_file, named, parsed
from gongkai.inspection.dates import days_in
from gongkai.inspection.kinds import OTHER, SERVICE, STANDING, is_archive, kind_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.inspection.model import Entry, Link, Page, Walk

_EMPTY = re.compile(
    r"(?:暂无|没有|无)(?:任何|相关|符合\w*)?(?:内容|信息|数据|记录|文章|资料)?|(?:内容|栏目)?(?:正在)?(?:建设|更新|整理)中|敬请期待|共\s*0\s*[条页]|[首尾末上下]一?页"
)
_PAGED = re.compile(r"/(?:page|p)/?\d+$", re.IGNORECASE)
# A page that says itself that nothing stands in it may explain that in a sentence or two.
_SAYS_EMPTY = re.compile(r"(?:还没有|暂无|尚无|暂时没有)[^。，]{0,12}(?:内容|信息|数据|文件|记录)|敬请期待")
_SAID_TEXT = 150
_SOME_TEXT, _ARTICLE_TEXT, _LISTED = 30, 40, 3
_MENU = 10  # characters of a name in a menu
_SHARE, _FEW = 0.6, 12


@dataclass(frozen=True)
class Column:
    """A column with all its pages: name, kind, address of its first page, the newest day in it, whether nothing stands in it.

    ``scripted``: a script brings its content, which was not run. ``listed``: it lists anything at all.
    """

    name: str
    kind: str
    page: Page
    latest: date | None
    blank: bool
    listed: bool
    scripted: bool

    @property
    def url(self) -> str:
        """Its address."""
        return self.page.url


class Listed(NamedTuple):
    """A day beside a link, and the page on which it stands."""

    day: date
    on: str


class Seen:
    """The pages of a walk, sorted. ``today`` bounds what counts: a day in the future updates nothing."""

    def __init__(self, walk: Walk, today: date) -> None:
        self.walk, self.today = walk, today
        self.home = walk.pages[0] if walk.pages else None
        self._common = _common(walk.pages)
        menu = (link for link in self.home.links if not link.inside and 2 <= len(link.words) <= _MENU) if self.home else ()
        self._menu = frozenset(named(link.url) for link in menu)

    @cached_property
    def articles(self) -> tuple[Page, ...]:
        """Pages that are one text."""
        return tuple(page for page in self.walk.pages[1:] if self.is_article(page))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns, each once with all pages of its list; one that is shown at two addresses is one."""
        every = (self._column(name, pages) for (name, _), pages in self._grouped.items())
        return tuple({self._same(column): column for column in reversed(list(every))}.values())[::-1]

    def _same(self, column: Column) -> tuple[str, ...]:
        """What two views of one column share: its name, its site, what it lists."""
        listed = tuple(sorted({entry.url for entry in self._entries(column.page)}))
        if listed or column.blank:
            return column.name, column.page.meta("SiteName"), *listed
        return (column.url,)

    @cached_property
    def _grouped(self) -> dict[tuple[str, str], list[Page]]:
        grouped: dict[tuple[str, str], list[Page]] = {}
        for page in self.walk.pages[1:]:
            if not page.leaf and not self.is_article(page) and self._is_column(page):
                grouped.setdefault((name_of(page), _folder(page)), []).append(page)
        return grouped

    @cached_property
    def known(self) -> dict[str, Page]:
        """Every page by what makes its address the same."""
        return {named(page.url): page for page in self.walk.pages}

    @cached_property
    def kinds_of_lists(self) -> dict[str, set[str]]:
        """For every address that a column leads to, the kinds of those columns."""
        found: dict[str, set[str]] = {}
        for column in self.columns:
            for page in self.pages_of(column):
                for link in self.own_links(page):
                    found.setdefault(named(link.url), set()).add(column.kind)
        return found

    @cached_property
    def days_in_lists(self) -> dict[str, Listed]:
        """For every address, the day that lists show beside it, where all of them show the same one."""
        found: dict[str, Listed | None] = {}
        for page in self.walk.pages:
            for entry in () if page is not self.home and self.is_article(page) else page.entries:
                if entry.day is not None:
                    name, now = named(entry.url), Listed(entry.day, page.url)
                    before = found.setdefault(name, now)
                    if before is not None and before.day != entry.day:
                        found[name] = None
        return {name: listed for name, listed in found.items() if listed is not None}

    def is_article(self, page: Page) -> bool:
        """By its tags, or, where it has none, by a labelled day over a text."""
        if any(name in page.metas for name in ("articletitle", "pubdate", "contentsource")):
            return True
        if page.published is None or len(self._entries(page)) >= _LISTED:
            return False
        return sum(map(len, self.own_lines(page))) >= _ARTICLE_TEXT

    def own_lines(self, page: Page) -> list[str]:
        """Lines that stand on this page and not on most of them."""
        return [line for line in page.lines if line not in self._common]

    def pages_of(self, column: Column) -> list[Page]:
        """All pages of a column's list."""
        return self._grouped[(column.name, _folder(column.page))]

    def page_at(self, url: str) -> Page | None:
        """The page that was seen at an address."""
        return self.known.get(named(url))

    def links_of(self, page: Page) -> list[Link]:
        """As :meth:`own_links`, with those beside the text (an aside leads from a policy to its interpretation) where they are this page's own."""
        return [link for link in page.links if link.url not in self._common and named(link.url) != named(page.url)]

    def own_links(self, page: Page) -> list[Link]:
        """Links in the text of this page that do not stand on most of them."""
        return [link for link in page.links if link.inside and link.url not in self._common and named(link.url) != named(page.url)]

    def newest(self, page: Page, *, own: bool = True) -> date | None:
        """The newest day that a list of the page shows, or that an article it links to bears."""
        entries = self._entries(page) if own else page.entries
        days = [entry.day for entry in entries if entry.day is not None]
        for link in self.own_links(page) if own else page.links:
            found = self.known.get(named(link.url))
            if found is not None and found is not page and self.is_article(found):
                days += [day for day in (found.published, self.pub_day(found)) if day is not None]
        return max((day for day in days if day <= self.today), default=None)

    @staticmethod
    def pub_day(page: Page) -> date | None:
        """The day of the tag PubDate."""
        return next(iter(days_in(page.meta("PubDate"))), None)

    def linked_unseen(self, page: Page) -> bool:
        """Whether the page links to pages of the site that nobody looked at."""
        site = parsed(page.url).host
        return any(
            parsed(link.url).host == site and named(link.url) not in self.known and not is_file(parsed(link.url))
            for link in self.own_links(page)
        )

    def _entries(self, page: Page) -> list[Entry]:
        return [entry for entry in page.entries if entry.url not in self._common]

    def _is_column(self, page: Page) -> bool:
        """By its tag; without one by its list or its name, unless it is the first page of another site or a page of service."""
        if page.meta("ColumnName"):
            return True
        kind = kind_of(name_of(page))
        other = page.meta("SiteName") and self.home is not None and page.meta("SiteName") != self.home.meta("SiteName")
        if other or kind == SERVICE or page.depth > 2 or is_archive(name_of(page)):
            return False
        if named(page.url) in self._menu or (page.depth == 1 and self._is_blank(page, name_of(page))):
            return True
        if len(self._entries(page)) >= _LISTED:
            return page.depth == 1 or kind not in (OTHER, STANDING)
        return kind != OTHER and (kind == STANDING or not self._is_text(page))

    def _is_text(self, page: Page) -> bool:
        return not self._entries(page) and len(self.own_links(page)) < _LISTED and sum(map(len, self.own_lines(page))) > 200

    def _column(self, name: str, pages: list[Page]) -> Column:
        first = pages[0]
        days = [day for page in pages if (day := self.newest(page)) is not None]
        if not days:
            days = self._below(first)
        blank = all(self._is_blank(page, name) for page in pages)
        listed = any(self._entries(page) or self.own_links(page) for page in pages)
        kind = kind_of(f"{name} {first.meta('ColumnType')}" if kind_of(name) == OTHER else name)
        return Column(name, kind, first, max(days, default=None), blank, listed, any(page.scripted for page in pages))

    def _below(self, page: Page) -> list[date]:
        """The newest days of the lists one step below, for a page that only leads to them."""
        below = (self.known.get(named(link.url)) for link in self.own_links(page))
        return [day for found in below if found is not None and found is not page and (day := self.newest(found)) is not None]

    def _is_blank(self, page: Page, name: str) -> bool:
        lines = [line for line in self.own_lines(page) if line != name]
        if self._entries(page) or any(line.startswith("\0") for line in lines):
            return False
        text = "".join(lines)
        if _SAYS_EMPTY.search(text):
            return len(text) < _SAID_TEXT
        return not self.own_links(page) and len(_EMPTY.sub("", text)) < _SOME_TEXT


def _folder(page: Page) -> str:
    return _PAGED.sub("", named(page.url).partition("?")[0].rpartition("/")[0])


def _common(pages: Iterable[Page]) -> frozenset[str]:
    """Lines and links that stand on most pages. Of a few pages nobody can tell."""
    listed = list(pages)
    if len(listed) < _FEW:
        return frozenset()
    counted: Counter[str] = Counter()
    for page in listed:
        counted.update({*page.lines, *(link.url for link in page.links)})
    return frozenset(text for text, count in counted.items() if count >= _SHARE * len(listed))
