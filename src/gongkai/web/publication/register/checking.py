"""A whole list looked at before anything is kept: all errors, all that is odd, with row and column. Reads the database, writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import written
from gongkai.lib.cells import Problem
from gongkai.lib.text import alike, squeeze
from gongkai.web.clock import day_of
from gongkai.web.organs.importing import level_named, organ_named
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.clock import level_of, term
from gongkai.web.publication.models import Item
from gongkai.web.publication.register.columns import SENT_UP, TAKEN_UP, outlet_label
from gongkai.web.publication.register.row import column_words, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from gongkai.lib.tablefile import Table
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.clock import Term
    from gongkai.web.publication.register.row import Row

    Progress = Callable[[int], None]  # told the number of rows looked at

KEPT_WARNINGS = 5000  # sentences that are kept; beyond that they are counted
PREVIEWED = 10  # rows that a page shows before they are brought in


class Seen(NamedTuple):
    """A row as a page shows it before it is brought in."""

    line: int
    title: str
    formed_on: date
    published_on: date
    channels: str


class Checked(NamedTuple):
    """What was found. ``organ`` None when it would be made; ``channels`` how many rows name each, ``years`` how many were published in each."""

    organ_name: str
    organ: Organ | None
    rows: int
    years: tuple[tuple[int, int], ...]
    channels: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    warned: int
    unknown: tuple[str, ...]
    preview: tuple[Seen, ...]

    @property
    def good(self) -> bool:
        """Whether it can be brought in."""
        return not self.problems and self.rows > 0


def nobody(done: int) -> None:
    """Progress that nobody looks at."""


def check(table: Table, *, organ_name: str, moment: datetime, progress: Progress = nobody) -> Checked:
    """Look at every row. Raises :class:`~gongkai.lib.errors.UnusableInput` when the file breaks off."""
    organ = organ_named(organ_name)
    level = organ.level if organ else level_named(organ_name)
    looking = _Looking(organ, level)
    for done, row in enumerate(rows_of(table, column_words(organ, level_of(level)), day_of(moment)), 1):
        looking.at(row)
        if done % 500 == 0:
            progress(done)
    if not looking.rows:
        looking.problems.append(Problem(0, "", "清单里没有一条信息。请核对工作表，再上传。"))
    return Checked(
        organ.name if organ else "".join(organ_name.split()), organ, looking.rows, tuple(sorted(looking.years.items())),
        tuple((outlet_label(key), count) for key, count in looking.channels.items()), tuple(looking.problems), tuple(looking.warnings),
        looking.warned, table.unknown, tuple(looking.preview),
    )  # fmt: skip


class _Looking:
    """What is found row after row."""

    def __init__(self, organ: Organ | None, level: str) -> None:
        self.rows = self.warned = 0
        self.years: dict[int, int] = {}
        self.channels: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.preview: list[Seen] = []
        self._level = level
        self._numbers: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._stored_numbers = frozenset(
            Item.objects.exclude(index_number="").values_list("index_number", flat=True).iterator(chunk_size=5000)
        )
        self._stored_titles = _titles(organ)
        self._calendar = calendar_of(organ) if organ else Calendar.standard()
        self._terms: dict[tuple[str, date], Term | None] = {}

    def at(self, row: Row) -> None:
        """Look at one more row."""
        self.rows += 1
        self._numbered_twice(row)
        self.problems += row.problems
        if row.problems:
            return
        published = row["published"]
        self.years[published.year] = self.years.get(published.year, 0) + 1
        for key in row["channels"]:
            self.channels[key] = self.channels.get(key, 0) + 1
        if len(self.preview) < PREVIEWED:
            shown = "、".join(outlet_label(key) for key in row["channels"])
            self.preview.append(Seen(row.line, row["title"], row["formed"], published, shown))
        self._late(row)
        self._titled_twice(row)

    def _numbered_twice(self, row: Row) -> None:
        number = row["index_number"]
        if not number:
            return
        if number in self._numbers:
            row.wrong("index_number", f"写的是 {number}，和第 {self._numbers[number]} 行重复")
        elif number in self._stored_numbers:
            row.wrong("index_number", f"写的是 {number}，系统里已经有这个索引号")
        self._numbers.setdefault(number, row.line)

    def _titled_twice(self, row: Row) -> None:
        title = squeeze(alike(row["title"]))
        if title in self._titles:
            self._warn(row.odd("title", f"标题和第 {self._titles[title]} 行一样，请核对是不是同一条登记了两次"))
        elif title in self._stored_titles:
            self._warn(row.odd("title", "系统里已经有同样标题的信息，请核对是不是已经登记过"))
        self._titles.setdefault(title, row.line)

    def _late(self, row: Row) -> None:
        """Later than the law allows (条例 Art. 26 and the special periods). What was only sent up was not published late."""
        if not row.outlets:
            return
        key = (row["column"], row["formed"])
        if key not in self._terms:
            self._terms[key] = term(column=key[0], level=self._level, start=key[1], calendar=self._calendar)
        found = self._terms[key]
        if found is not None and found.due is not None and row["published"] > found.due:
            words = f"应当在{written(found.due)}以前公开，{written(row['published'])}才公开，超过{found.period.rule.words}"
            self._warn(row.odd("published", words))

    def _warn(self, found: Problem) -> None:
        self.warned += 1
        if len(self.warnings) < KEPT_WARNINGS:
            self.warnings.append(found)


def _titles(organ: Organ | None) -> frozenset[str]:
    if organ is None:
        return frozenset()
    titles = Item.objects.filter(organ=organ).values_list("title", flat=True).iterator(chunk_size=5000)
    return frozenset(squeeze(alike(title)) for title in titles)


def upward(channels: tuple[str, ...]) -> bool | None:
    """Whether a row was sent up and used there; None when it was not sent up."""
    if TAKEN_UP in channels:
        return True
    return False if SENT_UP in channels else None
