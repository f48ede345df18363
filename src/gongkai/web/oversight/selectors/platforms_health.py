"""How the platforms of many organs stand against the numbers of 国办秘函〔2019〕19号: six queries, however many organs.

What this system publishes and receives is counted; of other platforms the last update that somebody noted. The numbers are those of
``law/data/inspection.toml``, the same by which a site is inspected.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Subquery

from gongkai.inspection.dates import months_after
from gongkai.inspection.rules import BY_CODE
from gongkai.law.deadlines import written
from gongkai.law.parameters import MONTH, parameter
from gongkai.ledger.guards import BEIJING
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.publication.models import Column, Complaint, Delivery, Genre, Item, SiteSettings
from gongkai.web.publication.models.item import POLICIES, STANDING

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterator, Mapping

    from gongkai.law.parameters import Dated

RED, YELLOW, GREEN = "red", "yellow", "green"
WORDS = {RED: "已超过", YELLOW: "快要超过", GREEN: "正常"}
_ORDER = (RED, YELLOW, GREEN)
_SOON, _SOON_OF_MONTHS = timedelta(days=3), timedelta(days=14)  # so long before a number trips, it is yellow
_RECENT = timedelta(days=60)  # deliveries that are looked at: longer ago is over every number of days anyhow
_OWN = (SiteSettings.Mount.COLUMN, SiteSettings.Mount.FILES, SiteSettings.Mount.ALONE)
_HOME = "W101"  # the rule of an inspection about the first page
_OUTLETS = [each.value for each in Outlet]


class Mark(NamedTuple):
    """How one thing of an organ stands. ``platform``: its row, None for what is counted of the organ's own column without one.

    ``what`` names it; ``words`` say why; ``trips_on`` is the first day on which it is over the number, None where no day does; ``cite`` the clause.
    """

    organ: uuid.UUID
    platform: uuid.UUID | None
    what: str
    colour: str
    words: str
    trips_on: date | None
    cite: str

    @property
    def label(self) -> str:
        """The colour in words."""
        return WORDS[self.colour]


class _Numbers:
    """The numbers in force on a day, read once."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __getitem__(self, name: str) -> Dated:
        return parameter(name, "inspection.toml").at(self.day)


def health(organs: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, tuple[Mark, ...]]:
    """Every mark of each of these organs on ``day``, the worst first; an organ of which nothing is known has none.

    ``health({organ.pk for organ in …}, day)[organ.pk][0].colour`` is the colour of an organ (:func:`colour_of` says the same), ``.words`` the
    reason, ``.trips_on`` the day. Six queries for any number of organs. A day before 2019-04-01 raises ``NoValueInForce``.
    """
    numbers = _Numbers(day)
    marks: dict[uuid.UUID, list[Mark]] = defaultdict(list)
    rows = _platforms(organs, day)
    own = {each.organ_id: each for each in rows if each.own}
    for mark in (*_columns(organs, own, numbers), *_blank(organs, own, numbers), *_messages(organs, own, numbers)):
        marks[mark.organ].append(mark)
    received = _received(rows, day)
    for each in rows:
        marks[each.organ_id] += _of_platform(each, received.get(each.account_id), numbers)
    return {organ: tuple(sorted(held, key=_rank)) for organ, held in marks.items()}


def colour_of(marks: Collection[Mark]) -> str:
    """The worst colour; "" where nothing is known."""
    return min((mark.colour for mark in marks), key=_ORDER.index, default="")


def judged(latest: date | None, limit: Dated, day: date) -> tuple[str, date | None]:
    """The colour of what was last kept up on ``latest``, and the first day on which it is over the limit."""
    if latest is None:
        return RED, None
    last = months_after(latest, limit.value) if limit.unit == MONTH else latest + timedelta(days=limit.value)
    trips = last + timedelta(days=1)
    if trips <= day:
        return RED, trips
    soon = _SOON_OF_MONTHS if limit.unit == MONTH else _SOON
    return (YELLOW if trips - day <= soon else GREEN), trips


# --- the own column, from the record -----------------------------------------------------------------------


def _columns(organs: Collection[uuid.UUID], own: Mapping[uuid.UUID, Platform], numbers: _Numbers) -> Iterator[Mark]:
    """The first page, and news, notices and policies in it. A kind of which there never was anything is no column."""
    mounts = dict(SiteSettings.objects.filter(organ__in=organs).values_list("organ", "mount"))
    rows: Any = Organ.objects.filter(pk__in=organs).order_by().values("pk").annotate(**_latest())
    for row in rows:
        organ = row["pk"]
        days = {genre: row[f"of_{genre.value}"] for genre in Genre if row[f"of_{genre.value}"]}
        if mounts.get(organ, _OWN[0]) not in _OWN or (not days and organ not in mounts and organ not in own):
            continue
        yield _mark(organ, own, "首页", max(days.values(), default=None), numbers["home_stale"], numbers.day)
        if Genre.NEWS in days:
            yield _mark(organ, own, "工作动态", days[Genre.NEWS], numbers["news_stale"], numbers.day)
        if Genre.NOTICE in days:
            yield _mark(organ, own, "通知公告", days[Genre.NOTICE], numbers["notices_stale"], numbers.day)
        policies = [days[genre] for genre in POLICIES if genre in days]
        if policies:
            yield _mark(organ, own, "政策文件", max(policies), numbers["notices_stale"], numbers.day)


def _mark(organ: uuid.UUID, own: Mapping[uuid.UUID, Platform], what: str, latest: date | None, limit: Dated, day: date) -> Mark:
    colour, trips = judged(latest, limit, day)
    platform = own.get(organ)
    name = f"{platform.name if platform else '公开栏目'}的{what}"
    return Mark(organ, platform.pk if platform else None, name, colour, _said(latest, limit, day, colour, trips), trips, limit.cite)


def _blank(organs: Collection[uuid.UUID], own: Mapping[uuid.UUID, Platform], numbers: _Numbers) -> Iterator[Mark]:
    """Columns that the organ said it has, with nothing in them."""
    there = Item.objects.filter(organ=OuterRef("organ"), column=OuterRef("key"), phase__in=STANDING)
    chosen = Column.objects.filter(organ__in=organs, shown=True).exclude(Exists(there))
    limit = numbers["blank_columns"]
    for organ, amount in chosen.order_by().values_list("organ").annotate(amount=Count("pk")):
        colour = RED if amount >= limit.value else YELLOW if amount == limit.value - 1 else GREEN
        platform = own.get(organ)
        words = f"选定公开的栏目里有 {amount} 个没有内容，达到 {limit.value} 个单项否决。"
        yield Mark(organ, platform.pk if platform else None, "空白栏目", colour, words, None, limit.cite)


def _messages(organs: Collection[uuid.UUID], own: Mapping[uuid.UUID, Platform], numbers: _Numbers) -> Iterator[Mark]:
    """What readers said of the last year that nobody answered, by the oldest of it."""
    limit, window = numbers["message_wait"], numbers["message_window"]
    since = datetime.combine(months_after(numbers.day, -window.value), time(), BEIJING)
    waiting = Complaint.objects.filter(organ__in=organs, state=Complaint.State.NEW, created_at__gte=since).order_by()
    for organ, first, amount in waiting.values_list("organ").annotate(first=Min("created_at"), amount=Count("pk")):
        asked = day_of(first)
        colour, trips = judged(asked, limit, numbers.day)
        platform = own.get(organ)
        words = f"{amount} 条留言还没有答复，最早的是{written(asked)}的，满{limit.words}没有答复就单项否决。"
        yield Mark(organ, platform.pk if platform else None, "留言答复", colour, words, trips, limit.cite)


# --- other platforms ---------------------------------------------------------------------------------------


def _platforms(organs: Collection[uuid.UUID], day: date) -> list[Platform]:
    rows = Platform.objects.filter(organ__in=organs).defer("contact", "manager", "department")
    return [each for each in rows if each.closed_on is None or each.closed_on > day]


def _received(rows: Collection[Platform], day: date) -> dict[uuid.UUID | None, date]:
    """When each channel last received something, of the last weeks."""
    accounts = [each.account_id for each in rows if each.account_id]
    found = Delivery.objects.filter(
        outlet__in=_OUTLETS, received_on__range=(day - _RECENT, day), account__in=accounts, state=Delivery.State.RECEIVED
    )
    return dict(found.order_by().values_list("account").annotate(last=Max("received_on")))


def _of_platform(row: Platform, received: date | None, numbers: _Numbers) -> Iterator[Mark]:
    seen = row.visited_on if row.visited_on and row.visited_on <= numbers.day else None
    if row.vetoes and seen:
        titles = "；".join(BY_CODE[code].title.rstrip("。") for code in row.vetoes if code in BY_CODE)
        cite = next((cite for code in row.vetoes if code in BY_CODE for cite in BY_CODE[code].cites), "")
        yield Mark(row.organ_id, row.pk, row.name, RED, f"{written(seen)}检查：{titles}。", seen, cite)
    if row.own or not row.limit:
        return
    limit = numbers[row.limit]
    if row.limit == Platform.Limit.HOME and seen and (numbers.day - seen).days <= limit.value:
        if _HOME not in row.vetoes:  # what a visit saw is better than what somebody noted
            yield Mark(row.organ_id, row.pk, row.name, GREEN, f"{written(seen)}检查，首页按时更新。", None, limit.cite)
        return
    known = max((each for each in (row.noted_on, received) if each is not None and each <= numbers.day), default=None)
    latest = known or (row.opened_on if row.opened_on and row.opened_on <= numbers.day else None)
    colour, trips = judged(latest, limit, numbers.day)
    words = _said(latest, limit, numbers.day, colour, trips, since="最近更新是" if known else "没有登记过更新，开通是")
    yield Mark(row.organ_id, row.pk, row.name, colour, words, trips, limit.cite)


def _said(latest: date | None, limit: Dated, day: date, colour: str, trips: date | None, *, since: str = "最近更新是") -> str:
    if latest is None or trips is None:
        return f"没有登记过更新，按没有更新算（限度{limit.words}）。"
    gone = f"{since}{written(latest)}，已有 {(day - latest).days} 天"
    if colour == RED:
        return f"{gone}，超过{limit.words}的限度。"
    return f"{gone}，{written(trips)}起超过{limit.words}的限度。"


def _rank(mark: Mark) -> tuple[int, date]:
    return _ORDER.index(mark.colour), mark.trips_on or date.min


def _latest() -> dict[str, Subquery]:
    """The newest day of each genre: one step in an index each."""
    newest = Item.objects.filter(organ=OuterRef("pk"), phase__in=STANDING).order_by("-published_on")
    return {f"of_{genre.value}": Subquery(newest.filter(genre=genre.value).values("published_on")[:1]) for genre in Genre}
