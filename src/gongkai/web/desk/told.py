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
    from collections.abc import Iterator

    from django.http import HttpRequest


@contextmanager
def told(request: HttpRequest, done: str) -> Iterator[None]:
    """Run an act: ``done`` is said when it was done, all reasons when it was refused. Nothing else is caught."""
    try:
        yield
    except (NotAllowed, Refused, UnusableInput, OutsideCalendar, Overtaken) as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
    else:
        messages.success(request, done)


def sentences(error: Exception) -> list[str]:
    """What an act's error says to people."""
    if isinstance(error, NotAllowed):
        return [reason.sentence for reason in error.reasons]
    if isinstance(error, UnusableInput):
        return [error.sentence()]
    return [str(error)]
