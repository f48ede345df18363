"""The register of problems: entered, changed, worked on with evidence, done, dropped, put in order. What an entry said before is kept.

What a published report told is neither dropped nor said otherwise: the next report owes what became of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Max

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.events.store import Overtaken
from gongkai.web.reporting.models import Trouble, TroubleStep
from gongkai.web.reporting.selectors.troubles import EDITED, changes, published
from gongkai.web.reporting.services.acting import actor_of, note
from gongkai.web.vault import files

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

PURPOSE = "trouble_evidence"  # of the files that stand behind it
_REPORT = ("条例:50(4)",)
_LABELS = {"problem": "问题", "measure": "改进措施", "owner": "责任人", "due_on": "完成期限"}


class Entry(NamedTuple):
    """What an entry says: the problem, the measure, who answers for it, by when."""

    problem: str
    measure: str
    owner: str = ""
    due_on: date | None = None

    @property
    def plain(self) -> Entry:
        """Without blanks around the words."""
        return Entry(self.problem.strip(), self.measure.strip(), self.owner.strip(), self.due_on)


@transaction.atomic
def add(*, organ: Organ, year: int, entry: Entry, by: User, moment: datetime) -> Trouble:
    """Enter a problem for the report of a year, behind the others. Raises :class:`NotAllowed` with all reasons."""
    entry = entry.plain
    problems = list(_why_not(entry, year))
    if Trouble.objects.filter(organ=organ, year=year, problem=entry.problem, dropped_at=None).exists():
        problems.append(Reason("这个问题已经登记过", _REPORT))
    if problems:
        raise NotAllowed(tuple(problems))
    last = Trouble.objects.filter(organ=organ, year=year).aggregate(last=Max("position"))["last"] or 0
    return Trouble.objects.create(organ=organ, year=year, position=last + 1, created_at=moment, created_by=actor_of(by), **entry._asdict())


@transaction.atomic
def edit(*, trouble: Trouble, entry: Entry, by: User, moment: datetime, seen: int | None = None) -> Trouble:
    """Say it otherwise; what it said before is kept. ``seen`` is how often it had been changed when the user's page was made.

    Raises ``Overtaken`` when somebody changed it since, :class:`NotAllowed` with all reasons.
    """
    row, entry = _locked(trouble), entry.plain
    if seen is not None and seen != len(changes(row)):
        raise Overtaken
    before = {name: getattr(row, name) for name in _LABELS}
    changed = {name: value for name, value in entry._asdict().items() if value != before[name]}
    problems = [*_why_dropped(row), *_why_not(entry, row.year)]
    if published(row):
        problems += [
            Reason(f"{_LABELS[name]}已经写进公布的报告，不能改写；有新的进展请登记进展", _REPORT)
            for name in ("problem", "measure")
            if name in changed
        ]
    if problems:
        raise NotAllowed(tuple(problems))
    if changed:
        words = "；".join(f"{_LABELS[name]}原为“{_shown(before[name])}”" for name in changed)
        kept = {"before": {name: _kept(before[name]) for name in changed}}
        note(stream=row.pk, key=EDITED, text=words, by=by, moment=moment, data=kept)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
    return row


@transaction.atomic
def step(
    *, trouble: Trouble, on: date, state: str, words: str, by: User, moment: datetime, upload: Upload | None = None
) -> TroubleStep:  # fmt: skip
    """Write what was done about it on a day, with a file as evidence. The newest day says how it stands and what the report tells.

    ``state`` is a value of ``Trouble.State``. Raises :class:`NotAllowed` with all reasons.
    """
    row = _locked(trouble)
    problems = [*_why_dropped(row), *_why_not_step(row, on, state, words, day_of(moment)), *_why_not_file(upload)]
    if problems:
        raise NotAllowed(tuple(problems))
    file = None
    if upload is not None:
        file = files.store(
            name=upload.name, data=upload.data, purpose=PURPOSE, stream=row.pk, organ=row.organ_id, by=actor_of(by), moment=moment
        )
    made = TroubleStep.objects.create(
        trouble=row, on=on, state=state, words=words.strip(), file=file, created_at=moment, created_by=actor_of(by)
    )
    last = row.steps.order_by("on", "created_at", "pk").last()
    assert last is not None
    row.state, row.outcome = last.state, last.words
    row.done_on = last.on if last.state == Trouble.State.DONE else None
    row.save(update_fields=["state", "outcome", "done_on"])
    return made


def done(*, trouble: Trouble, on: date, words: str, by: User, moment: datetime, upload: Upload | None = None) -> TroubleStep:
    """The measure is carried out; ``words`` say with what result."""
    return step(trouble=trouble, on=on, state=Trouble.State.DONE, words=words, by=by, moment=moment, upload=upload)


@transaction.atomic
def drop(*, trouble: Trouble, reason: str, moment: datetime) -> None:
    """Take it out of the report, with the reason; the entry is kept. Raises :class:`NotAllowed` for one that was told to readers."""
    row = _locked(trouble)
    problems = list(_why_dropped(row))
    if not reason.strip():
        problems.append(Reason("没有写为什么去掉", _REPORT))
    if published(row):
        problems.append(
            Reason("这个问题已经写进公布的报告，下一年的报告要说明改进情况，不能去掉；做完了的登记完成，没有做成的写明进展和原因", _REPORT)
        )
    if problems:
        raise NotAllowed(tuple(problems))
    row.dropped_at, row.dropped_why = moment, reason.strip()
    row.save(update_fields=["dropped_at", "dropped_why"])


@transaction.atomic
def reorder(*, organ: Organ, year: int, order: Sequence[uuid.UUID]) -> None:
    """Put the entries of a year in this order. ``Overtaken`` when it does not name exactly those that there are."""
    rows = {each.pk: each for each in Trouble.objects.select_for_update().filter(organ=organ, year=year, dropped_at=None)}
    if len(order) != len(rows) or set(order) != set(rows):
        raise Overtaken
    for position, pk in enumerate(order, 1):
        rows[pk].position = position
    Trouble.objects.bulk_update(rows.values(), ["position"])


def _locked(trouble: Trouble) -> Trouble:
    return Trouble.objects.select_for_update().get(pk=trouble.pk)


def _why_dropped(row: Trouble) -> Iterator[Reason]:
    if row.dropped_at is not None:
        yield Reason("这个问题已经从登记簿里去掉了", _REPORT)


def _why_not(entry: Entry, year: int) -> Iterator[Reason]:
    if not entry.problem:
        yield Reason("没有写是什么问题", _REPORT)
    if not entry.measure:
        yield Reason("没有写怎样改进", _REPORT)
    if entry.due_on is not None and entry.due_on < date(year, 1, 1):
        yield Reason(f"完成期限{written(entry.due_on)}比报告年度还早", _REPORT)


def _why_not_step(row: Trouble, on: date, state: str, words: str, today: date) -> Iterator[Reason]:
    if state not in Trouble.State.values:
        yield Reason("没有选进展", _REPORT)
    if not words.strip():
        yield Reason("没有写做了什么", _REPORT)
    if on > today:
        yield Reason(f"{written(on)}还没有到", _REPORT)
    if on < date(row.year, 1, 1):
        yield Reason(f"{written(on)}比报告年度还早", _REPORT)


def _why_not_file(upload: Upload | None) -> Iterator[Reason]:
    if upload is not None:
        try:
            files.checked(upload.name, upload.data)
        except UnusableInput as unusable:
            yield Reason(unusable.sentence())


def _shown(value: date | str | None) -> str:
    return written(value) if isinstance(value, date) else value or "空"


def _kept(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


@transaction.atomic
def move(*, organ: Organ, to: Organ) -> int:
    """机构改革: what is not solved goes on in the register of ``to``, behind its own entries; how many."""
    found = list(Trouble.objects.select_for_update().filter(organ=organ, done_on=None, dropped_at=None))
    for each in found:
        last = Trouble.objects.filter(organ=to, year=each.year).aggregate(last=Max("position"))["last"] or 0
        each.organ, each.position = to, last + 1
        each.save(update_fields=["organ", "position"])
    return len(found)
