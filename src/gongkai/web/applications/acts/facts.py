"""What every letter about a case states, from the case: nobody types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongkai.law.deadlines import ClockEvent, explain, written
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.notices.fill import needed
from gongkai.notices.kinds import KINDS
from gongkai.notices.steps import STEP_WORDS
from gongkai.web.applications.models import Letter
from gongkai.web.applications.models.people import Capacity
from gongkai.web.organs.selectors import remedy_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.web.applications.acts.case import Case

# How a letter says what the ledger calls a channel (条例 Art. 29, 31).
_CAME = {
    Channel.IN_PERSON: "当面", Channel.ORAL: "口头", Channel.SIGNED_POST: "邮寄", Channel.ORDINARY_POST: "邮寄",
    Channel.ONLINE: "网络", Channel.EMAIL: "网络", Channel.FAX: "传真",
}  # fmt: skip
_VARIANT = {"P13": ("D21", "D22")}


def common(case: Case) -> dict[str, object]:
    """Organ, addressee, application, office, steps taken, remedy: for any kind; :func:`fitting` leaves out what a kind does not take."""
    organ, application = case.organ, case.application
    people = [person for person in application.people.all() if person.capacity != Capacity.AGENT]
    names = "、".join(person.name.reveal() for person in people)
    single = len(people) == 1 and people[0].column == Column.PERSON
    remedy = remedy_facts(organ)
    return {
        "organ": organ.name, "date": case.on, "addressee": names, "pronoun": "您" if single else "你单位" if len(people) == 1 else "你",
        "application_number": application.register_number, "received_on": case.state.received_on,
        "received_by": _CAME[Channel.of(application.channel)], "content": content(case),
        "contact_office": organ.office or organ.name, "phone": organ.phone, "address": organ.address, "steps": tuple(steps(case)),
        "organ_kind": remedy.kind, "reviewer": remedy.reviewer, "superior": remedy.superior, "court": remedy.court,
        "online_channel": remedy.online_channel,
    }  # fmt: skip


def fitting(code: str, facts: dict[str, object]) -> dict[str, object]:
    """Those of ``facts`` that a letter of this kind takes."""
    codes = (code, *_VARIANT.get(code, ()))
    keys = {fact.key for each in codes for fact in needed(KINDS[each])}
    return {key: value for key, value in facts.items() if key in keys and value not in (None, "", ())}


def content(case: Case) -> str:
    """Everything that is asked for, in one sentence."""
    split = {item.number for item in case.state.items if item.split}
    items = [item for item in case.application.items.all() if item.number not in split]
    if len(items) == 1:
        return items[0].content
    return "；".join(f"{place}.{item.content}" for place, item in enumerate(items, 1))


def steps(case: Case) -> Iterator[dict[str, object]]:
    """What happened so far in this round, as letters tell it, each kind once a day."""
    current = case.state.round
    told = set()
    for number, event in enumerate(current.events):
        if event.kind not in STEP_WORDS or (event.kind, event.day) in told or event.day > case.on:
            continue
        told.add((event.kind, event.day))
        step: dict[str, object] = {"step": event.kind, "date": event.day}
        if event.kind == "deferred":
            step["until"] = event.until
        elif event.kind == "extended":
            step["until"] = _due_then(case, current.events[: number + 1])
        yield step


def _due_then(case: Case, events: tuple[ClockEvent, ...]) -> object:
    """The due day that an extension gave; the day of the step itself while somebody was waited for."""
    return explain(case.state.round.received_on, events, case.calendar).due or events[-1].day


def letter_of_step(case: Case, step: int) -> Letter | None:
    """The letter that a step of the ledger issued."""
    return Letter.objects.filter(stream=case.application.pk, step=step).exclude(number="").first()


def answers_of(letter: Letter) -> dict[str, object]:
    """What the officer filled in for a letter."""
    found: dict[str, object] = json.loads(letter.answers.reveal() or "{}")
    return found


def notice_words(case: Case, step: int | None) -> str:
    """A letter as another letter refers to it: 文号 and day of service."""
    issued = next((each for each in case.state.letters if each.step == step), None)
    if issued is None:
        return ""
    served = case.state.served_on(issued.step)
    return f"{issued.number}，{written(served)}送达" if served else f"{issued.number}，{written(issued.day)}发出"
