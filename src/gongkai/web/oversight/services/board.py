"""催办: letters of a district to its organs, each thing once a day unless asked again; acknowledged by the organ; mailed where an address is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from gongkai.web import mailing
from gongkai.web.accounts.services.refusals import unless
from gongkai.web.organs import settings
from gongkai.web.organs.models import Organ
from gongkai.web.organs.services import next_number
from gongkai.web.oversight.models import Urged, Urging
from gongkai.web.oversight.selectors.board_measures import BY_KEY, Lamp
from gongkai.web.oversight.selectors.board_things import Due, due_things
from gongkai.web.oversight.urging_letter import TITLE, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from gongkai.law.calendar import Calendar
    from gongkai.web.accounts.models import User
    from gongkai.web.oversight.selectors.board import Line
    from gongkai.web.oversight.selectors.board_measures import Span

WORD = "催"  # of the 文号
MOST = 5000  # things of one sort that are read for one round of letters
MOST_ATTEMPTS = 5
_KEY = 80
ANSWER = 1000  # characters


@transaction.atomic
def urge(
    *, district: Organ, lines: Sequence[Line], span: Span, calendar: Calendar, by: User, moment: datetime, again: bool = False
) -> list[Urging]:  # fmt: skip
    """One letter to each of these organs, naming what is overdue or near and was not named today yet; ``again``: name it all the same.

    An organ of which there is nothing (more) to name gets none. Raises :class:`Refusal` when no letter is left to write.
    """
    wanted = [line for line in lines if line.lamp is not Lamp.GREEN]
    organs = [line.organ.pk for line in wanted]
    list(
        Organ.objects.select_for_update(of=("self",)).filter(pk__in=organs).order_by("pk")
    )  # two people who urge at once: one after the other
    things, turns = due_things(organs, span, calendar, most=MOST), _turns(organs, span)
    made = []
    for line in wanted:
        found = [*things.get(line.organ.pk, ()), *_beside(line)]
        named = found if again else [each for each in found if (line.organ.pk, each.key) not in turns]
        if named:
            made.append(_write(district, line.organ, named, turns, span, by, moment))
    unless([] if made else ["这些事今天已经催办过。确实要再催一次，请勾选“今天催过的也再催”。" if wanted else "没有要催办的事。"])
    return made


@transaction.atomic
def acknowledge(*, urging: Urging, answer: str, by: User, moment: datetime) -> None:
    """The organ has it, and says what it does about it. Raises :class:`Refusal`."""
    locked = Urging.objects.select_for_update(of=("self",)).get(pk=urging.pk)
    reasons = ["已经确认过，不用再确认。"] if locked.acknowledged_at else []
    if len(answer.strip()) > ANSWER:
        reasons.append(f"办理情况最多 {ANSWER} 个字，请删减。")
    unless(reasons)
    locked.acknowledged_at, locked.acknowledged_by, locked.answer = moment, by, answer.strip()
    locked.save(update_fields=["acknowledged_at", "acknowledged_by", "answer"])


def mail(*, urging: Urging, moment: datetime) -> bool:
    """Send it to the address of the organ; what the mail server said stays on the row. Whether nothing is left to do. Outside of transactions.

    The attempt is claimed first: of two workers with the same letter one sends it.
    """
    mine = Urging.objects.filter(pk=urging.pk, mailed_at=None, attempts=urging.attempts)
    if not urging.mail_to or urging.mailed_at or not mine.update(attempts=urging.attempts + 1):
        return True
    urging.attempts += 1
    urging.problem = mailing.send(f"{TITLE}（{urging.number}）", text_of(urging), urging.mail_to)
    if not urging.problem:
        urging.mailed_at = moment
    urging.save(update_fields=["mailed_at", "problem"])
    return urging.mailed_at is not None


def _turns(organs: Sequence[UUID], span: Span) -> dict[tuple[UUID, str], int]:
    """How often each thing was named today."""
    rows = Urged.objects.filter(organ__in=organs, day=span.today).order_by().values_list("organ", "key")
    return {(organ, key): last + 1 for organ, key, last in rows.annotate(last=Max("turn"))}


def _beside(line: Line) -> Iterator[Due]:
    """What is no thing of a list: the annual report, a column that stands still, silence."""
    for reason in line.reasons:
        if reason.key not in BY_KEY:
            yield Due(f"{reason.key}:{reason.words}"[:_KEY], reason.words, "", "")


def _write(
    district: Organ, organ: Organ, named: Sequence[Due], turns: dict[tuple[UUID, str], int], span: Span, by: User, moment: datetime
) -> Urging:  # fmt: skip
    urging = Urging.objects.create(
        number=next_number(organ=district, word=WORD, year=span.today.year), district=district, organ=organ, day=span.today,
        lines=[each._asdict() for each in named], made_at=moment, made_by=by, mail_to=str(settings.of(organ, "digest_mail")),
    )  # fmt: skip
    unique = {each.key for each in named}
    Urged.objects.bulk_create(
        Urged(urging=urging, organ=organ, key=key, day=span.today, turn=turns.get((organ.pk, key), 0)) for key in sorted(unique)
    )
    return urging
