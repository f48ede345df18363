"""今天要催谁: the first screen of the district, the table of all organs, the list behind each number, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.accounts.permissions import ACTS
from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.oversight.selectors import board as selectors
from gongkai.web.oversight.selectors.board_measures import BY_KEY, NOW, Lamp, span_of
from gongkai.web.oversight.selectors.board_things import ordered, rows_of
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.law.calendar import Calendar
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.board import Board
    from gongkai.web.oversight.selectors.board_measures import Span

SEE = "oversight.see"
FIRST_YEAR = 2008
TO_URGE, PAGE = 50, 100  # organs of the first screen, organs of the table and things of a list on one page


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
    wanted = found.to_urge
    context = {
        "board": found, "to_urge": Paginator(wanted, TO_URGE).get_page(request.GET.get("urge")), "page": table, "order": order, "kind": kind,
        "lamp": lamp, "orders": [(key, label) for key, (label, _) in selectors.ORDERS.items()],
        "kinds": [(key, label) for key, (label, _) in selectors.CLASSES.items()], "years": years(request), "middles": _middles(found),
        "district": district_of(request), "issues": reach_of(request).any("order.issue"), "silent_after": selectors.SILENT_AFTER,
        "compared": selectors.COMPARED,
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


def _middles(found: Board) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """The middle of each class as the table prints it: 12.5 stays 12.5, 12.0 is 12."""
    return [
        (each.label, each.organs, [(name, "—" if value is None else f"{value:g}") for name, value in each.values.items()])
        for each in found.middles
    ]
