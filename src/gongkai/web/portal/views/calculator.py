"""A calculator of the answer period for everybody: it keeps nothing, and what is typed stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import formset_factory
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.law.calendar import Calendar, OutsideCalendar
from gongkai.law.deadlines import ClockEvent, Refused, explain
from gongkai.law.parameters import NoValueInForce
from gongkai.web.clock import day_of
from gongkai.web.portal.forms.case import ROWS, Happened, Received
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from gongkai.law.deadlines import Clock

Events = formset_factory(Happened, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """From the day of receipt and what happened since to the latest day, day by day."""
    asked = "received" in request.GET
    form = Received(request.GET if asked else None)
    given = request.GET.copy()
    given.setdefault("form-TOTAL_FORMS", str(ROWS))
    given.setdefault("form-INITIAL_FORMS", "0")
    events = Events(given if asked else None)
    clock = None
    if asked and form.is_valid() and events.is_valid():
        clock = _clock(form, [each.cleaned_data for each in events.forms])
    context = {
        "form": form, "events": events, "clock": clock, "calendar": Calendar.standard(), "today": day_of(typed(request).moment), "used": _used(events)
    }  # fmt: skip
    return render(request, "portal/calculator.html", context)


def _clock(form: Received, rows: list[dict[str, Any]]) -> Clock | None:
    """The clock; None and a sentence in the form when the law gives no such step an effect."""
    happened = [
        ClockEvent(row["kind"], row["day"], "第三方" if row["kind"].startswith("consultation") else "", row["days"] or 0, row["until"])
        for row in rows
        if row.get("kind")
    ]
    try:
        return explain(form.cleaned_data["received"], happened, Calendar.standard())
    except (Refused, OutsideCalendar, NoValueInForce, ValueError) as problem:
        form.add_error(None, str(problem))
        return None


def _used(events: Any) -> int:
    """How many rows have something in them: those are shown open."""
    return sum(1 for each in events.forms if events.is_bound and each.has_changed())
