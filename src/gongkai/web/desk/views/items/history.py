"""What happened to an item, step by step, in words: from its ledger, with the texts and people that the events name."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.reasons import short
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.ledger.states.publication import PublicationState
    from gongkai.ledger.vocabulary import Event

_NOBODY = "已停用的账号"
# Fields of events that name a text, an opinion or a delivery.
_NAMING = ("reason", "note", "receipt")


class Step(NamedTuple):
    """One line of the timeline. ``told``: the text that the event names; ``address`` where it stood."""

    number: int
    title: str
    words: str
    on: date
    recorded_at: datetime
    who: str
    told: str
    address: str

    @property
    def leads(self) -> bool:
        """Whether the address is one that a browser opens."""
        return self.address.startswith(("/", "https://", "http://"))


class Things(NamedTuple):
    """What events name: words and addresses by id, contents by their version's number, people by their actor."""

    words: Mapping[str, str]
    addresses: Mapping[str, str]
    versions: Mapping[str, int]
    people: Mapping[str, str]


def steps(state: PublicationState, things: Things) -> list[Step]:
    """The timeline, newest first."""
    return [
        Step(
            entry.number, entry.event.title, "，".join(filter(None, (words_of(entry.event), _version(entry.event, things)))), entry.effective_on, entry.recorded_at,
            things.people.get(entry.actor, _NOBODY), _named(entry.event, things.words), _named(entry.event, things.addresses),
        )
        for entry in reversed(state.log)
    ]  # fmt: skip


@singledispatch
def words_of(event: Event) -> str:
    """What an event says beside its title."""
    return ""


@words_of.register
def _(event: p.Classified) -> str:
    basis = f"，依据{short(event.basis)}" if event.basis and event.attribute is not Attribute.ACTIVE else ""
    return f"{event.attribute.label}{basis}"


@words_of.register
def _(event: p.Reassessed) -> str:
    return "维持不公开" if event.verdict.value == "passed" else "应当改变公开属性"


@words_of.register
def _(event: p.Reviewed) -> str:
    return f"{event.stage.label}{event.verdict.label}（{event.role.label}）"


@words_of.register
def _(event: p.Approved) -> str:
    return event.role.label


@words_of.register(p.Published)
@words_of.register(p.TakenDown)
def _(event: p.Published | p.TakenDown) -> str:
    return event.outlet.label


@words_of.register
def _(event: p.SentUp) -> str:
    return {True: "对方已采用", False: "对方没有采用", None: ""}[event.taken]


@words_of.register
def _(event: p.Explained) -> str:
    return f"{event.form.label}{'，主要负责人解读' if event.by_leader else ''}"


def _version(event: Event, things: Things) -> str:
    number = things.versions.get(getattr(event, "content", ""))
    return f"第 {number} 版" if number else ""


def _named(event: Event, things: Mapping[str, str]) -> str:
    return next((things[key] for name in _NAMING if (key := getattr(event, name, "")) in things), "")
