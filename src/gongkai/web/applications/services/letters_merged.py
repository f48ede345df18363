"""One letter for several applications of one person: each is answered and served in its own ledger, each counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.ledger.vocabulary import application as a
from gongkai.web.applications.models import Application
from gongkai.web.applications.services.acting import Done, act, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from gongkai.ledger.vocabulary.codes import Way
    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Letter


def answered_together(*, others: Iterable[Application], letter: Letter, way: Way, on: date, by: User, moment: datetime) -> tuple[str, ...]:
    """Answer every one of ``others`` with the same 文号 and day; what was irregular, with the number of the application.

    Raises ``NotAllowed`` when one of them cannot be answered: then none is.
    """
    named = []
    for other in others:
        done = act(application=other, events=[(a.Answered(letter=letter.number, way=way), on)], by=by, moment=moment)
        named += [f"{other.register_number}：{sentence}" for sentence in done.irregular]
    return tuple(named)


def served_together(*, letter: Letter, proof: str, way: Way, on: date, by: User | str, moment: datetime) -> list[Done]:
    """The same service in every application that was answered by this letter. ``proof`` is the id that the first event names."""
    done = []
    for other in Application.objects.select_related("organ").filter(merged_into=letter.stream):
        state = state_of(other)
        step = next((each.step for each in state.letters if each.number == letter.number), None)
        if step is not None and state.served_on(step) is None:
            done.append(act(application=other, events=[(a.Served(step=step, way=way, proof=proof), on)], by=by, moment=moment))
    return done
