"""Figures that no record can supply: asked of the office that decides, declared with source, person and file, kept in the ledger.

A declared figure is never edited. It is declared again, with the reason why it is another one now (条例 Art. 50; 格式, second part).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.guards import why_not_declare_figure
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.states.activity import ActivityState
from gongkai.ledger.vocabulary.activity import FigureDeclared
from gongkai.lib.errors import UnusableInput
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.models import FigureRequest
from gongkai.web.reporting.selectors.declared import Cell, cell_named, cells_of, declarations, open_requests, recorded
from gongkai.web.reporting.services.acting import act_in_year, actor_of, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gongkai.ledger.vocabulary.codes import Role
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

PURPOSE = "declared_figure"  # of the files that stand behind it
_REPORT = ("条例:50",)
_FORM = ("格式2021#二",)
_GIVEN = "given"  # stands for the id of a text that is there, while the guard looks


class Figure(NamedTuple):
    """What is declared: the number as text (amounts in 万元), where it comes from, who gave it, the file behind it, why it is changed."""

    value: str
    source: str
    person: str
    upload: Upload | None = None
    reason: str = ""


# --- asking -------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(
    *, organ: Organ, year: int, cells: Sequence[str], office: str, due_on: date, by: User, moment: datetime, on: date, note: str = ""
) -> list[FigureRequest]:  # fmt: skip
    """Ask an office for figures by a day. What is already asked of it and open is refused. Raises :class:`NotAllowed` with all reasons."""
    office = office.strip()
    chosen = tuple(dict.fromkeys(cells))
    problems = list(_why_not_ask(organ.pk, year, chosen, office, due_on, on))
    if problems:
        raise NotAllowed(tuple(problems))
    return FigureRequest.objects.bulk_create(
        FigureRequest(
            organ=organ, year=year, cell=cell, office=office, due_on=due_on, note=note.strip(), asked_at=moment, asked_by=actor_of(by)
        )
        for cell in chosen
    )


@transaction.atomic
def drop(*, request: FigureRequest, moment: datetime) -> None:
    """Wait for it no longer. The request is kept. Raises :class:`NotAllowed` for one that was answered or dropped before."""
    row = FigureRequest.objects.select_for_update().get(pk=request.pk)
    if row.answered_at is not None:
        raise NotAllowed((Reason("这个数已经报来了", _REPORT),))
    if row.dropped_at is not None:
        raise NotAllowed((Reason("已经不再向这个机构要这个数了", _REPORT),))
    row.dropped_at = moment
    row.save(update_fields=["dropped_at"])


def _why_not_ask(organ: uuid.UUID, year: int, cells: tuple[str, ...], office: str, due_on: date, on: date) -> Iterator[Reason]:
    known = {each.key: each for each in cells_of(year)}
    waiting = {(each.cell, each.office) for each in open_requests(organ, year)}
    if not cells:
        yield Reason("没有选要哪几个数", _REPORT)
    yield from (Reason(f"{year}年度报告没有“{cell}”这一格", _FORM) for cell in cells if cell not in known)
    if not office:
        yield Reason("没有写向哪个机构要", _REPORT)
    if due_on < on:
        yield Reason(f"要在{written(due_on)}以前报来，这一天已经过了", _REPORT)
    for cell in cells:
        if cell in known and (cell, office) in waiting:
            yield Reason(f"“{known[cell].words}”已经向{office}要过，还没有报来", _REPORT)


# --- declaring ----------------------------------------------------------------------------------------------


@transaction.atomic
def declare(
    *, organ: Organ, year: int, cell: str, figure: Figure, role: Role, by: User, moment: datetime, on: date, seen: int | None = None
) -> ActivityState:  # fmt: skip
    """Write a figure into the year's activities and answer all open requests for it.

    ``seen`` is the number of the declaration that the user's page showed, 0 for none: when another one came since, ``Overtaken`` is
    raised. Raises :class:`NotAllowed` with all reasons; then nothing is written.
    """
    catch_up()
    stream = stream_of_year(organ, year, by=by, moment=moment)
    last = max((each.step for each in declarations(organ.pk, year) if each.cell == cell), default=0)
    if seen is not None and seen != last:
        raise store.Overtaken
    problems = list(_why_not_declare(organ, year, cell, figure, role, on, stream))
    if problems:
        raise NotAllowed(tuple(problems))
    file = None
    if figure.upload is not None:
        file = files.store(
            name=figure.upload.name, data=figure.upload.data, purpose=PURPOSE, stream=stream, organ=organ.pk, by=actor_of(by), moment=moment
        )
    source = note(stream=stream, key="source", text=figure.source, by=by, moment=moment, data={"person": figure.person.strip()}, file=file)
    reason = note(stream=stream, key="reason", text=figure.reason, by=by, moment=moment)
    event = FigureDeclared(cell=cell, value=figure.value, source=source, role=role, note=reason)
    state = act_in_year(organ=organ, year=year, event=event, on=on, by=by, moment=moment)
    FigureRequest.objects.filter(organ=organ, year=year, cell=cell, answered_at=None, dropped_at=None).update(answered_at=moment)
    return state


def _why_not_declare(organ: Organ, year: int, cell: str, figure: Figure, role: Role, on: date, stream: uuid.UUID) -> Iterator[Reason]:
    """What the guard says, and what only the office knows: who gave it, whether the record has it, whether the file can be kept."""
    event = FigureDeclared(cell=cell, value=figure.value, source=_given(figure.source), role=role, note=_given(figure.reason))
    state = store.load(stream)
    assert isinstance(state, ActivityState)
    yield from why_not_declare_figure(state, on, calendar_of(organ), event)
    if not figure.person.strip():
        yield Reason("没有写是谁报的数", _FORM)
    try:
        known = cell_named(year, cell)
    except KeyError:
        yield Reason(f"{year}年度报告没有“{cell}”这一格", _FORM)
    else:
        yield from _why_not_over_the_record(organ.pk, year, known, figure)
    if figure.upload is not None:
        try:
            files.checked(figure.upload.name, figure.upload.data)
        except UnusableInput as unusable:
            yield Reason(unusable.sentence())


def _why_not_over_the_record(organ: uuid.UUID, year: int, cell: Cell, figure: Figure) -> Iterator[Reason]:
    """Where documents are in the record, their life gives the figure (格式2021#二); another one says which are not in it."""
    counted = recorded(organ, year, cell) if cell.in_table else None
    if counted is not None and figure.value != str(counted) and not figure.reason.strip():
        yield Reason(
            f"“{cell.words}”按文件的制发、废止记录是{counted}件；请补登文件，确实不能补登的，写明哪些文件不在记录里、为什么", _FORM
        )


def _given(text: str) -> str:
    return _GIVEN if text.strip() else ""
