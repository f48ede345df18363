"""Lists of letters: what waits for a signature, and the register of 文号 with its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.notices import number
from gongkai.web.applications.models import Application, Letter, Text
from gongkai.web.applications.services.approvals import stage_for, wrote
from gongkai.web.organs.models import Serial

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Iterable

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_OTHERS = ("申", "更")  # series of applications and of 更正, which have registers of their own


class Waiting(NamedTuple):
    """A letter that waits for an opinion: at which stage, of which application."""

    letter: Letter
    stage: str
    application: Application


class Series(NamedTuple):
    """One series of 文号 in a year: its letters in order, the gaps as sentences, the last serial taken."""

    name: str
    last: int
    letters: list[Letter]
    gaps: tuple[str, ...]


def waiting(organs: Iterable[Organ], user: User, roles_for: Callable[[Organ], Iterable[str]]) -> list[Waiting]:
    """The letters of these organs on which the user is asked now, the most urgent case first. Nobody is asked about his own drafts."""
    chosen = Letter.objects.filter(organ__in=organs, state=Letter.State.IN_APPROVAL)
    letters = list(chosen.select_related("organ", "drafted_by").prefetch_related("approvals").order_by("changed_at"))
    cases = Application.objects.select_related("organ").in_bulk([letter.stream for letter in letters])
    found = [
        Waiting(letter, stage_for(letter, roles_for(letter.organ)), cases[letter.stream])
        for letter in letters
        if letter.stream in cases and not wrote(letter, user)
    ]
    asked = [each for each in found if each.stage]
    return sorted(asked, key=lambda each: (each.application.due_on is None, each.application.due_on))


def series(organ: Organ, year: int) -> list[Series]:
    """The register of 文号 of a year. A serial that no letter holds, or that was dropped, is a gap: with its reason when there is one."""
    rows = Serial.objects.filter(organ=organ, year=year).exclude(series__in=[f"{organ.word}{word}" for word in _OTHERS]).order_by("series")
    letters = list(Letter.objects.filter(organ=organ, number__contains=f"〔{year}〕").select_related("drafted_by"))
    said = _reasons(letters)
    return [_series(row, [letter for letter in letters if _name(letter) == row.series], said) for row in rows]


def _series(row: Serial, letters: list[Letter], said: dict[uuid.UUID, str]) -> Series:
    held = sorted(letters, key=lambda letter: number.parse(letter.number).serial)
    used = [letter.number for letter in held if letter.state != Letter.State.DROPPED]
    dropped = {letter.number: said.get(letter.pk, "文书作废") for letter in held if letter.state == Letter.State.DROPPED}
    end = number.Number(row.series, row.year, row.last + 1).printed
    return Series(row.series, row.last, held, number.gaps(row.series, row.year, [*used, end], dropped))


def _name(letter: Letter) -> str:
    try:
        return number.parse(letter.number).series
    except UnusableInput:  # a number from an imported register
        return ""


def _reasons(letters: Iterable[Letter]) -> dict[uuid.UUID, str]:
    """Why letters were dropped, by letter."""
    keys = {f"作废:{letter.pk.hex}": letter.pk for letter in letters if letter.state == Letter.State.DROPPED}
    return {keys[key]: words for key, words in Text.objects.filter(key__in=keys).values_list("key", "text")}
