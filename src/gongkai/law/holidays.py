"""One year's notice of rest days and make-up days: its shape, its file, and what can be wrong with it.

A file says what the notice says and nothing else::

    year = 2019
    title = "国务院办公厅关于2019年部分节假日安排的通知"
    number = "国办发明电〔2018〕15号"      # "" while nobody has checked it
    rest = [{ from = 2019-05-01, to = 2019-05-01, name = "劳动节" }]
    work = [2019-02-02]                     # weekend days that are worked

    [[amendments]]                          # a later notice: its days take the place of those above
    title = "…"
    rest = [{ from = 2019-05-01, to = 2019-05-04, name = "劳动节" }]
    work = [2019-04-28, 2019-05-05]
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# A notice of a year may reach into the days around New Year; longer than this no rest has ever been.
AROUND, LONGEST = 10, 31
# Rest on Monday to Friday less weekend days worked makes the statutory days, 10 to 13 so far, with what a notice may add.
FEWEST, MOST = 10, 16


class Span(NamedTuple):
    """Rest from ``first`` to ``last``, both included, for the festival ``name``."""

    first: date
    last: date
    name: str

    def days(self) -> Iterator[date]:
        """Each day of it."""
        return (self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1))


class Notice(NamedTuple):
    """One notice: rest days and the weekend days that are worked for them. ``number`` is "" when not known."""

    title: str
    number: str
    rest: tuple[Span, ...]
    work: tuple[date, ...]

    @property
    def cite(self) -> str:
        """The notice as it is cited."""
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


class Year(NamedTuple):
    """The notice of a year, with those that changed it. ``source`` says where the facts were read."""

    year: int
    title: str
    number: str
    rest: tuple[Span, ...]
    work: tuple[date, ...]
    source: str
    amendments: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """In the order they were made: a later one's days take the place of an earlier one's."""
        return (Notice(self.title, self.number, self.rest, self.work), *self.amendments)


class Region(NamedTuple):
    """An autonomous region's own days. From the year ``since`` on it has its own every year, one notice each."""

    code: str
    name: str
    since: int
    years: tuple[Year, ...]


class UnknownRegion(UnusableInput):
    """No overlay of that code; the message names the file to add."""


@cache
def shipped() -> tuple[Year, ...]:
    """The years of ``law/data/holidays/``, in order."""
    folder = files("gongkai.law").joinpath("data", "holidays")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(parsed(tomllib.loads(folder.joinpath(name).read_text("utf-8")), f"law/data/holidays/{name}") for name in names)


@cache
def region(code: str) -> Region:
    """The overlay ``law/data/regions/<code>.toml``. Raises :class:`UnknownRegion` when there is none."""
    folder = files("gongkai.law").joinpath("data", "regions")
    known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    if code not in known:
        raise UnknownRegion(
            f"没有地区「{code}」的放假安排，现有：{'、'.join(known)}", f"请补上 law/data/regions/{code}.toml，或不写地区按全国安排计算"
        )
    raw = tomllib.loads(folder.joinpath(f"{code}.toml").read_text("utf-8"))
    source = f"law/data/regions/{code}.toml"
    return Region(code, raw["name"], raw["since"], tuple(parsed(entry, source) for entry in raw["years"]))


class Festivals(NamedTuple):
    """What the law fixes before any notice: month, day and name; and the lunar festivals by year, as the almanac has them."""

    fixed: tuple[tuple[int, int, str], ...]
    lunar: Mapping[int, tuple[tuple[date, str], ...]]

    def of(self, year: int) -> dict[date, str]:
        """The statutory days of a year with their names; without the lunar ones where the table has no such year."""
        days = {date(year, month, day): name for month, day, name in self.fixed}
        return days | dict(self.lunar.get(year, ()))


@cache
def festivals() -> Festivals:
    """``law/data/festivals.toml``."""
    raw = tomllib.loads(files("gongkai.law").joinpath("data", "festivals.toml").read_text("utf-8"))
    fixed = tuple((entry["month"], entry["day"], entry["name"]) for entry in raw["fixed"])
    return Festivals(fixed, {int(year): tuple((entry["day"], entry["name"]) for entry in days) for year, days in raw["lunar"].items()})


def parsed(raw: Mapping[str, Any], source: str) -> Year:
    """A year from what its TOML says. ``source`` names the file in the errors.

    Raises :class:`UnusableInput` for what has not the shape; whether the days make sense is asked by :func:`flaws`.
    """
    try:
        year, amendments = raw.get("year"), raw.get("amendments", [])
        if isinstance(year, bool) or not isinstance(year, int) or not date.min.year < year < date.max.year:
            raise UnusableInput("没有写明 year（年份）", "请写成 year = 2027")
        if not isinstance(amendments, list) or not all(isinstance(entry, dict) for entry in amendments):
            raise UnusableInput("的 amendments 写得不对", "请写成 [[amendments]] 各段")
        return Year(year, *_notice(raw), source, tuple(_notice(entry) for entry in amendments))
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, f"{source} ") from None


def read(data: bytes, source: str) -> Year:
    """A year from the bytes of its file. Raises :class:`UnusableInput`, with the file's name, for all that can be wrong with it."""
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnusableInput("不是 UTF-8 编码的文字", "请另存为 UTF-8 编码的 TOML 文件", f"{source} ") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableInput(f"不是正确的 TOML（{error}）", "请对照 gongkai 自带的年度文件改好", f"{source} ") from None
    year = parsed(raw, source)
    if found := flaws(year):
        raise UnusableInput("：" + "；".join(found), "请按通知原文改好后再导入", source)
    return year


def _notice(raw: Mapping[str, Any]) -> Notice:
    title, number = raw.get("title"), raw.get("number", "")
    if not isinstance(title, str) or not title.strip() or not isinstance(number, str):
        raise UnusableInput("没有写明 title（通知名称）或 number（文号）不是文字", '请按通知补上，文号不知道时写 number = ""')
    rest, work = raw.get("rest"), raw.get("work", [])
    if not isinstance(rest, list) or not isinstance(work, list):
        raise UnusableInput(
            "没有写明 rest（放假日期）或 work（补班日期）", '请写成 rest = [{ from = 日期, to = 日期, name = "节日" }] 和 work = [日期]'
        )
    return Notice(title, number, tuple(_span(entry) for entry in rest), tuple(_day(entry) for entry in work))


def _span(raw: object) -> Span:
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise UnusableInput("的 rest 有一段没有写节日名称", '请写成 { from = 2027-02-05, to = 2027-02-11, name = "春节" }')
    span = Span(_day(raw.get("from")), _day(raw.get("to")), raw["name"])
    if not 0 <= (span.last - span.first).days < LONGEST:
        raise UnusableInput(f"的{span.name}从 {span.first} 到 {span.last} 不是一段假期", "请核对起止日期")
    return span


def _day(raw: object) -> date:
    """A date; one between quotation marks is taken too. A date and time is no day."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise UnusableInput(f"的日期「{raw}」不存在或写得不对", "请写成 2027-02-05 这样的日期") from None


def flaws(year: Year) -> tuple[str, ...]:
    """What cannot be true of a year's notice, one Chinese sentence each; empty when it holds together."""
    found = [sentence for notice in year.notices for sentence in _flaws_of(notice, year.year)]
    net = net_rest(year)
    if not FEWEST <= net <= MOST:
        found.append(f"放假的工作日减去补班的周末共 {net} 天，法定节假日不会是这个数")
    return tuple(found)


def net_rest(year: Year) -> int:
    """Days of rest that a year's notices give beyond its weekends: in an ordinary year the number of statutory days."""
    resting, working = merged(year)
    return sum(day.weekday() < SATURDAY for day in resting) - len(working)


def _flaws_of(notice: Notice, year: int) -> Iterator[str]:
    resting = [day for span in notice.rest for day in span.days()]
    first, last = date(year, 1, 1) - AROUND * ONE_DAY, date(year, 12, 31) + AROUND * ONE_DAY
    for day in sorted({*resting, *notice.work}):
        if not first <= day <= last:
            yield f"{day} 不在 {year} 年及其前后几天"
        if day in resting and day in notice.work:
            yield f"{day} 既写了放假又写了补班"
        elif resting.count(day) > 1 or notice.work.count(day) > 1:
            yield f"{day} 写了两次"
        if day in notice.work and day.weekday() < SATURDAY:
            yield f"{day} 是{weekday(day)}，本来就上班，不是补班日"


def merged(year: Year) -> tuple[frozenset[date], frozenset[date]]:
    """Rest days and make-up days of a year once later notices have taken the place of earlier ones."""
    resting: set[date] = set()
    working: set[date] = set()
    for notice in year.notices:
        off, on = {day for span in notice.rest for day in span.days()}, set(notice.work)
        resting, working = (resting - on) | off, (working - off) | on
    return frozenset(resting), frozenset(working)


def weekday(day: date) -> str:
    """「周六」.

    >>> weekday(date(2026, 2, 14))
    '周六'
    """
    return "周" + "一二三四五六日"[day.weekday()]
