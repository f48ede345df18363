"""How the desk says what came of an act: one message a reason, each with its clause."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib import messages

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.events.store import Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.forms import Form
    from django.http import HttpRequest

REFUSED = (NotAllowed, Refused, UnusableInput, OutsideCalendar, Overtaken)  # what an act answers that cannot be done


@contextmanager
def told(request: HttpRequest, done: str) -> Iterator[None]:
    """Run an act: ``done`` is said when it was done, all reasons when it was refused. Nothing else is caught."""
    try:
        yield
    except REFUSED as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
    else:
        messages.success(request, done)


def filed(form: Form, act: Callable[[], object]) -> bool:
    """Whether the act of a form was done; all reasons why not stand in the form, beside what was typed. Nothing else is caught."""
    try:
        act()
    except REFUSED as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    return True


def sentences(error: Exception) -> list[str]:
    """What an act's error says to people."""
    if isinstance(error, NotAllowed):
        return [reason.sentence for reason in error.reasons]
    if isinstance(error, UnusableInput):
        return [error.sentence()]
    return [str(error)]
