"""今天要催谁: the first screen of the district, the table of all organs, the list behind each number, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.web.accounts.permissions import ACTS
from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.events import heartbeats
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.oversight.selectors import board as selectors
from gongkai.web.oversight.selectors.board_measures import BY_KEY, NOW, Lamp, span_of
from gongkai.web.oversight.selectors.board_things import ordered, rows_of
from gongkai.web.ui.http import typed
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.law.calendar import Calendar
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.board import Board, Line, Reason
    from gongkai.web.oversight.selectors.board_measures import Span

SEE = "oversight.see"
FIRST_YEAR = 2008
TO_URGE, PAGE = 50, 100  # organs of the first screen, organs of the table and things of a list on one page


class Cell(NamedTuple):
    """A number of the table: its words, the list that it opens ("" for none), and the same of the year before; ``strong`` where it is bad."""

    words: str
    address: str
    then: str = ""
    then_address: str = ""
    strong: bool = False


class Told(NamedTuple):
    """A reason in words, with the page that shows it, "" for none."""

    words: str
    address: str


# The columns of the table: the figure, the measure whose list it opens; a rate opens what it is a rate of.
_COLUMNS = (
    ("received", "received"), ("ended", "ended"), ("on_time", "late"), ("overdue", "cases_overdue"), ("public", "public"), ("public_late", "public_late"),
    ("unpublished", "items_overdue"), ("explained", "unexplained"), ("corrected", "corrected"), ("corrected_share", "final"),
)  # fmt: skip
_TODAY = ("overdue", "unpublished")
_RATES = ("on_time", "explained", "corrected_share")


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Whom to urge today; below, all organs with their figures beside last year and their neighbours."""
    need_anywhere(request, SEE)
    found = board_of(request)
    asked = {name: request.GET.get(name, "") for name in ("order", "kind", "lamp")}
    order = asked["order"] if asked["order"] in selectors.ORDERS else "lamp"
    kind = asked["kind"] if asked["kind"] in selectors.CLASSES else ""
    lamp = asked["lamp"] if asked["lamp"] in set(Lamp) else ""
    table = Paginator(selectors.chosen(found, order=order, kind=kind, lamp=lamp), PAGE).get_page(request.GET.get("page"))
    wanted = Paginator(found.to_urge, TO_URGE).get_page(request.GET.get("urge"))
    lists = {key: reverse("desk:district_board_list", args=[key]) for key in BY_KEY}
    district = district_of(request)
    context = {
        "board": found, "wanted": wanted, "to_urge": [(line, _told(line, lists)) for line in wanted], "page": table,
        "rows": [(line, _cells(line, found.span, lists)) for line in table], "order": order, "kind": kind,
        "lamp": lamp, "orders": [(key, label) for key, (label, _) in selectors.ORDERS.items()],
        "kinds": [(key, label) for key, (label, _) in selectors.CLASSES.items()], "years": years(request), "middles": _middles(found),
        "district": district, "others": sum(line.organ.pk != district.pk for line in found.to_urge), "issues": reach_of(request).any("order.issue"),
        "silent_after": selectors.SILENT_AFTER,
        "compared": selectors.COMPARED, "silent": [each for each in heartbeats.beats(typed(request).moment) if each.why],
    }  # fmt: skip
    return render(request, "desk/oversight/board.html", context)


@login_required
@require_safe
def things(request: HttpRequest, key: str) -> HttpResponse:
    """The things behind a number: clock, outcome, letters that went out. No applicant, no content."""
    need_anywhere(request, SEE)
    measure = BY_KEY.get(key)
    if measure is None:
        raise Http404
    span, slug = span_asked(request), request.GET.get("organ", "")
    organs = watched(request)
    chosen = organs.filter(slug=slug) if slug else organs
    if slug and not chosen:
        raise Http404
    then = span.before if request.GET.get("before") and measure not in NOW else span
    page = Paginator(ordered(measure, chosen.order_by().values("pk"), then), PAGE).get_page(request.GET.get("page"))
    names = {organ.pk: organ for organ in organs}
    rows = [(names[row.organ], row) for row in rows_of(measure, list(page.object_list), calendar(request))]
    context = {
        "measure": measure,
        "page": page,
        "rows": rows,
        "organ": chosen.first() if slug else None,
        "span": then,
        "now": measure in NOW,
    }
    return render(request, "desk/oversight/board_list.html", context)


@login_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call, with the telephone of the office: to print."""
    need_anywhere(request, SEE)
    found = board_of(request)
    return render(request, "desk/oversight/board_calls.html", {"lines": found.to_urge, "board": found})


def board_of(request: HttpRequest) -> Board:
    """The board of the user on the day of the request and the year that is asked; made once while nothing is written."""
    span = span_asked(request)
    held = tuple(sorted((str(each.organ_id), each.subtree) for each in reach_of(request).held if each.role in ACTS[SEE]))
    return once(("district_board", held, span), lambda: selectors.board_of(watched(request), span))


def watched(request: HttpRequest) -> QuerySet[Organ]:
    """The organs below the user that exist today."""
    return reach_of(request).organs(SEE) & existing(today(request))


def district_of(request: HttpRequest) -> Organ:
    """The organ for which the user watches: the highest of them."""
    return min((each.organ for each in reach_of(request).held if each.role in ACTS[SEE]), key=lambda organ: organ.path)


def span_asked(request: HttpRequest) -> Span:
    """The days of the board, with the year that the address names."""
    day = today(request)
    return span_of(day, calendar(request), _year(request.GET.get("year", ""), day.year))


def years(request: HttpRequest) -> range:
    """The years that may be chosen."""
    now = today(request).year
    return range(now, now - 4, -1)


def _year(text: str, now: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= now else now


def calendar(request: HttpRequest) -> Calendar:
    """The working days of the district."""
    return calendar_of(district_of(request))


def _told(line: Line, lists: Mapping[str, str]) -> list[Told]:
    """The reasons of an organ with their pages."""
    places = {key: f"{address}?organ={line.organ.slug}" for key, address in lists.items()}
    return [
        Told(each.words, places.get(each.key, "") or (_filed(line, each) if each.key == selectors.REPORTS else "")) for each in line.reasons
    ]


def _filed(line: Line, reason: Reason) -> str:
    """Where the annual report of an organ stands among the others."""
    return f"{reverse('desk:filing')}?year={reason.year}#{line.organ.slug}"


def _cells(line: Line, span: Span, lists: Mapping[str, str]) -> list[Cell]:
    """The numbers of an organ, each with its list."""
    return [_cell(line, span, name, f"{lists[key]}?organ={line.organ.slug}") for name, key in _COLUMNS]


def _cell(line: Line, span: Span, name: str, address: str) -> Cell:
    if name in _TODAY:
        amount = getattr(line, name)
        return Cell(str(amount), address if amount else "", strong=bool(amount))
    of_year = f"{address}&year={span.year}"
    now, then = getattr(line.year, name), getattr(line.before, name)
    unit = "%" if name in _RATES else ""
    opens, opened = (each is not None and (bool(each) or bool(unit)) for each in (now, then))
    before = "" if now is None and then is None else _figure(then, unit)
    return Cell(_figure(now, unit), of_year if opens else "", before, f"{of_year}&before=1" if opened else "")


def _figure(value: int | None, unit: str) -> str:
    return "—" if value is None else f"{value}{unit}"


def _middles(found: Board) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """The middle of each class as the table prints it: 12.5 stays 12.5, 12.0 is 12."""
    return [(each.label, each.organs, [(name, _middle(name, value)) for name, value in each.values.items()]) for each in found.middles]


def _middle(name: str, value: float | None) -> str:
    return "—" if value is None else f"{value:g}%" if name in (*_RATES, "public_on_time") else f"{value:g}"
