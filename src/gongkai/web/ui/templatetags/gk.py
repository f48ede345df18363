"""Template tags that every page has; built in, nothing to load."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.contrib.messages import get_messages
from django.http import QueryDict

from gongkai.law.calendar import Calendar
from gongkai.law.citation import UnknownCitation, printed
from gongkai.law.deadlines import written
from gongkai.ledger.guards import BEIJING
from gongkai.web.clock import day_of
from gongkai.web.ui import addresses, day_ledger, fields, letter_page, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.messages.storage.base import Message
    from django.core.paginator import Page
    from django.forms import BaseForm, BoundField, Form
    from django.forms.formsets import BaseFormSet
    from django.http import HttpRequest

    from gongkai.law.deadlines import Clock
    from gongkai.notices.letter import Letter

register = template.Library()
SOON_DAYS = 3  # working days from which on a case stands among the urgent ones (ui.md, desk)
MAX_PAGES_SHOWN = 7


def request_of(context: template.Context) -> HttpRequest | None:
    """The request of the page; an include with ``only`` keeps it too. None in a text made without one."""
    found: HttpRequest | None = context.get("request") or getattr(context, "request", None)
    return found


# --- values in words -----------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as people write it: 2026年3月6日; "" for none. A moment gives its day in China."""
    if not value:
        return ""
    return written(day_of(value) if isinstance(value, datetime) else value)


@register.filter
def weekday(value: date | datetime | None) -> str:
    """星期五; "" for none."""
    if not value:
        return ""
    return f"星期{day_ledger.WEEKDAYS[(day_of(value) if isinstance(value, datetime) else value).weekday()]}"


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time in China: 2026年3月6日 09:30; "" for none."""
    if not value:
        return ""
    return f"{day(value)} {value.astimezone(BEIJING):%H:%M}"


@register.filter
def cite(key: str | None) -> str:
    """A citation key (条例:33.2) as it is printed. Words that are no key are printed as they are."""
    if not key:
        return ""
    try:
        return printed(key)
    except UnknownCitation:
        return key


@register.filter
def size(count: int | None) -> str:
    """Bytes in words: 356 KB, 1.2 MB; "" for none."""
    if count is None:
        return ""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


@register.filter
def yuan(fen: int | None) -> str:
    """An amount in fen as yuan: 123456 is 1,234.56元; "" for none."""
    return "" if fen is None else f"{fen / 100:,.2f}元"


@register.filter
def initial(name: str | None) -> str:
    """What stands in the round sign of a person: the first character of the name."""
    return (name or "")[:1]


# --- addresses -----------------------------------------------------------------------------------------


@register.simple_tag
def address(name: str, *parts: object) -> str:
    """The address under a URL name; "" when this installation does not have it. An empty part is left out."""
    return addresses.of(name, *parts)


@register.simple_tag
def home_address(organ: addresses.HasSlug | None = None) -> str:
    """The first page of the organ, or of the site when there is none in the context."""
    return addresses.home(organ or None)


@register.simple_tag
def search_address(organ: addresses.HasSlug | None = None) -> str:
    """Where the search box of the citizen's side leads; "" when there is no search."""
    return addresses.search(organ or None)


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> tuple[addresses.Door, ...]:
    """The five doors of 国办公开办函〔2019〕61号, those that exist with their address."""
    request = request_of(context)
    return addresses.doors(context.get("organ") or None, request.path if request else "")


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """``?…`` of this page with these parameters changed; None or "" takes one out."""
    request = request_of(context)
    given = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            given.pop(name, None)
        else:
            given[name] = str(value)
    return f"?{given.urlencode()}"


@register.simple_tag(takes_context=True)
def text_size(context: template.Context) -> str:
    """``large`` or ``normal``: what the reader chose, told by the cookie of ``ui:text_size``."""
    return text.size_of(request_of(context))


# --- components -------------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A kind of notice and the word that says it without colour."""

    kind: str
    word: str


_NOTICES = {
    "done": Shown("done", "已办成"),
    "success": Shown("done", "已办成"),
    "warn": Shown("warn", "注意"),
    "warning": Shown("warn", "注意"),
    "error": Shown("error", "没有办成"),
}


@register.simple_tag
def notice_kind(kind: str) -> Shown:
    """The kind of a notice, from our words or from those of Django's messages."""
    return _NOTICES.get(kind, Shown("info", "提示"))


@register.simple_tag(takes_context=True)
def said(context: template.Context) -> Iterable[Message]:
    """The messages of the last act. Without cookies there is none, and a public page does not ask the session."""
    request = request_of(context)
    if request is None or not hasattr(request, "_messages"):
        return ()
    messages = get_messages(request)
    return messages if request.COOKIES or getattr(messages, "added_new", False) else ()


@register.inclusion_tag("ui/parts/due.html")
def due_badge(days_left: int | str | None, words: str) -> dict[str, object]:
    """How long there is still, in words with a shape and a colour: ``days_left`` in working days as a reminder has it, None while the clock waits."""
    return {"kind": due_kind(days_left), "words": words}


def due_kind(days_left: int | str | None) -> str:
    """``over`` behind the due day, ``today`` on it, ``soon`` up to three working days before, ``later``; ``waiting`` without a due day."""
    if days_left is None or isinstance(days_left, str):  # a missing variable of a template is ""
        return "waiting"
    if days_left < 0:
        return "over"
    return "today" if days_left == 0 else "soon" if days_left <= SOON_DAYS else "later"


@register.simple_tag
def page_numbers(page: Page[object]) -> Sequence[int | None]:
    """The pages to link: the first, the last and those around this one; None where some are left out."""
    last = page.paginator.num_pages
    near = {1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)}
    if last <= MAX_PAGES_SHOWN:
        near = set(range(1, last + 1))
    numbers: list[int | None] = []
    for number in sorted(near):
        if numbers and numbers[-1] != number - 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


# --- forms --------------------------------------------------------------------------------------------------


@register.simple_tag
def field_kind(field: BoundField) -> str:
    """``group`` for a set of choices, ``tick`` for one box, ``text`` for a long text, ``line`` for the rest."""
    return fields.kind_of(field)


@register.simple_tag
def error_list(form: BaseForm | None = None, formset: BaseFormSet[Form] | None = None) -> tuple[fields.ErrorLine, ...]:
    """What is wrong in a form and in the forms of a set, each with the place to jump to."""
    return fields.error_lines(form or None, formset or None)


# --- papers --------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/day_calendar.html")
def day_calendar(clock: Clock, calendar: Calendar | None = None, today: date | None = None) -> dict[str, object]:
    """The days of ``gongkai.law.deadlines.Clock`` as months, with the steps and their clauses.

    ``calendar`` is that of the organ (``organs.selectors.calendar_of``); the national one when left out.
    """
    return day_ledger.page(clock, calendar or Calendar.standard(), today or None)


@register.inclusion_tag("ui/components/letter.html", name="letter_page")
def shown_letter(letter: Letter) -> dict[str, object]:
    """A letter (``gongkai.notices.letter.Letter``) as it is served, inside a page with a heading of its own."""
    return letter_page.page(letter)
