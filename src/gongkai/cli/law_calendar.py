"""``gongkai calendar`` and ``gongkai calendar-import``: the working days of a year, and the notice of a year that came after a release."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from calendar import monthcalendar
from datetime import date
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli import console
from gongkai.law.calendar import HOLIDAY, HORIZON, MAKEUP, Calendar, doubt, plain
from gongkai.law.holidays import AROUND, ONE_DAY, Year, festivals, net_rest, read, weekday
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.columns import indented, pad, printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from gongkai.cli.main import Load
    from gongkai.law.calendar import DayOf

FOLDER = "calendar"
LARGEST = 1_000_000  # bytes; a year's notice takes a thousand
_CELL, _GAP = 7, 2
_MONTH = 7 * _CELL


def calendar_for(given: Namespace) -> Calendar:
    """The calendar that a command counts with: the shipped years, those imported into the data folder, the region asked for.

    ``--region`` and ``--data`` are taken when the command has them. Raises :class:`UnusableInput` for an
    imported file that has been spoilt since and for a region that is not known.
    """
    return Calendar.standard(region=getattr(given, "region", None), extra=imported(data_folder(given)))


def data_folder(given: Namespace) -> Path:
    """``--data`` over ``GONGKAI_DATA`` over ``./var``."""
    return Path(getattr(given, "data", None) or os.environ.get("GONGKAI_DATA") or "var")


def imported(folder: Path) -> tuple[Year, ...]:
    """The years imported into a data folder, in order; none when nothing was imported."""
    return tuple(read(_bytes(path), str(path)) for path in sorted((folder / FOLDER).glob("[0-9][0-9][0-9][0-9].toml")))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnusableInput("太大，不像一年的放假安排", "请核对是不是选错了文件", f"{path} ")
    return data


def calendar(given: Namespace, load: Load) -> int:
    """Print the days of a year, for people or as JSON."""
    known = calendar_for(given)
    days = known.days(given.year)
    if given.json:
        sys.stdout.write(json.dumps(_as_json(given.year, known, days), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_page(given.year, known, days, console.width())) + "\n")
    return console.FINE


def _as_json(year: int, known: Calendar, days: Sequence[DayOf]) -> dict[str, object]:
    return {
        "year": year,
        "region": known.region and known.region.code,
        "provisional": any(day.provisional for day in days),
        "notice": "；".join(known.notices(year)) or None,
        "days": [{"date": day.day.isoformat(), "working": day.working, "kind": day.kind, "why": day.why} for day in days],
        "working_days": sum(day.working for day in days),
    }


def _page(year: int, known: Calendar, days: Sequence[DayOf], width: int) -> Iterator[str]:
    working = sum(day.working for day in days)
    provisional = any(day.provisional for day in days)
    place = f"　{known.region.name}" if known.region else ""
    yield f"{year}年{'（暂定）' if provisional else ''}{place}　工作日 {working} 天，休息日 {len(days) - working} 天"
    for notice in known.notices(year):
        yield from indented(notice, width, "依据：")
    if provisional:
        yield from indented(_doubts(year, known, days), width, "暂定：")
    yield ""
    across = max(1, (width + _GAP) // (_MONTH + _GAP))
    for first in range(1, 13, across):
        blocks = [_month(year, month, days) for month in range(first, min(first + across, 13))]
        for lines in zip_longest(*blocks, fillvalue=""):
            yield (" " * _GAP).join(pad(line, _MONTH) for line in lines).rstrip()
        yield ""
    yield from indented("；".join(_rests(days)), width, "放假：")
    yield from indented("；".join(_made_up(days)) or "无", width, "补班：")


def _doubts(year: int, known: Calendar, days: Sequence[DayOf]) -> str:
    """Which notice is missing, what was left out of the count because of it, and where to put it."""
    reasons = "；".join(dict.fromkeys(doubt(day) for day in days if day.provisional))
    remedy = "可用 gongkai calendar-import 导入"
    if year in known.years and known.region:
        remedy = f"请补在 law/data/regions/{known.region.code}.toml"
    return f"{reasons}。只计周末和已知的放假日，没有计入调休和补假；通知收录后日期可能变动，{remedy}。"


def _month(year: int, month: int, days: Sequence[DayOf]) -> list[str]:
    """The grid of one month: rest days have 休 behind them, worked weekend days 补班."""
    first = date(year, month, 1).timetuple().tm_yday - 1
    lines = [f"{month}月", "".join(pad(name, _CELL) for name in "一二三四五六日")]
    for week in monthcalendar(year, month):
        lines.append("".join(pad(_cell(days[first + number - 1]) if number else "", _CELL) for number in week))
    return lines


def _cell(day: DayOf) -> str:
    return f"{day.day.day:>2}{'补班' if day.kind == MAKEUP else '' if day.working else '休'}"


def _rests(days: Sequence[DayOf]) -> Iterator[str]:
    """Each festival with its days: 「春节 2月15日至23日共9天」."""
    for (kind, why), group in groupby(days, key=lambda day: (day.kind, plain(day))):
        if kind == HOLIDAY:
            rest = list(group)
            name = why.removesuffix("假期")
            until = "" if len(rest) == 1 else f"至{_short(rest[-1].day)}"
            yield f"{name} {_short(rest[0].day)}{until}共{len(rest)}天"


def _made_up(days: Sequence[DayOf]) -> Iterator[str]:
    return (f"{_short(day.day)}（{weekday(day.day)}）" for day in days if day.kind == MAKEUP)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def import_year(given: Namespace, load: Load) -> int:
    """Take in the notice of a year, and tell which days it changes."""
    data = _bytes(Path(given.file))
    year = read(data, str(Path(given.file)))
    folder = data_folder(given)
    before_years = imported(folder)
    before = Calendar.standard(extra=before_years)
    last = before.known + HORIZON
    if not before.first <= year.year <= last:
        raise UnusableInput(f"写的是 {year.year} 年，能导入的是 {before.first} 至 {last} 年", "请核对 year（年份）", f"{given.file} ")
    target = folder / FOLDER / f"{year.year}.toml"
    told = list(_told(year, before, Calendar.standard(extra=(*before_years, year)), target))
    _keep(data, target)
    sys.stdout.write("\n".join(told) + "\n")
    return console.FINE


def _keep(data: bytes, target: Path) -> None:
    """Write the file whole or not at all: what was there stays until the new one is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # a public notice, read by other accounts of the office too
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _told(year: Year, before: Calendar, after: Calendar, target: Path) -> Iterator[str]:
    yield f"已导入{year.year}年放假安排：{printable(year.notices[0].cite)}，存为 {target}"
    statutory, net = len(festivals().of(year.year)), net_rest(year)
    if year.year in festivals().lunar and net != statutory:
        yield f"请核对：放假的工作日减去补班的周末是 {net} 天，法定节假日是 {statutory} 天。"
    if not year.number:
        yield "通知没有写文号，引用时只写名称；补上 number 后可以再导入一次。"
    changes = list(_changes(year.year, before, after))
    against = "原有的安排" if year.year in before.years else "暂定的计算"
    if not changes:
        yield f"和{against}相比，没有一天变动。"
        return
    yield f"和{against}相比，变动如下，跨过这些日子的期限请重新计算："
    yield from changes
    was, now = (sum(day.working for day in each.days(year.year)) for each in (before, after))
    yield f"全年工作日原来 {was} 天，现在 {now} 天。"


def _changes(year: int, before: Calendar, after: Calendar) -> Iterator[str]:
    """Runs of days that came to work or to rest: 「2027-02-09 至 2027-02-11：工作日 → 春节假期」."""
    first = max(date(year, 1, 1) - AROUND * ONE_DAY, date(before.first, 1, 1))
    last = min(date(year, 12, 31) + AROUND * ONE_DAY, date(before.known + HORIZON, 12, 31))
    days = (first + step * ONE_DAY for step in range((last - first).days + 1))
    for (was, now), group in groupby(days, key=lambda day: _change(before.of(day), after.of(day))):
        run = list(group)
        until = "" if len(run) == 1 else f" 至 {run[-1]}"
        if was != now:
            yield printable(f"  {run[0]}{until}：{was} → {now}")


def _change(was: DayOf, now: DayOf) -> tuple[str, str]:
    """The reasons before and after; the same twice when the day counts as it did."""
    return (plain(was), plain(now)) if was.working != now.working else ("", "")
