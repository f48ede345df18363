"""Events folded to the state of one stream.

``replay(stream, entries)`` folds a whole stream, ``apply(state, entry)`` one more entry; both give the
same state. A correction or a voiding is an entry like any other: the log keeps both, and what follows
is folded anew from ``effective(log)``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from gongkai.ledger.states import activity, application, document, publication, rectification, remedy, report
from gongkai.ledger.states.base import BrokenStream, StreamState, broken
from gongkai.ledger.vocabulary import ANYWHERE, STREAMS, Corrected, Entry, Voided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["BrokenStream", "StreamState", "advance", "apply", "effective", "fold", "replay", "start"]
S = TypeVar("S", bound=StreamState)


class _Stream(NamedTuple):
    """How a kind of stream begins and how an entry moves it on."""

    empty: StreamState
    advance: Callable[[Any, Entry], Any]


def _by(branches: dict[Any, Any]) -> Callable[[Any, Entry], Any]:
    return lambda state, entry: branches[type(entry.event)](state, entry, entry.event)


_STREAMS: dict[str, _Stream] = {
    "application": _Stream(application.ApplicationState(), application.advance),
    "rectification": _Stream(rectification.RectificationState(), _by(rectification.BRANCHES)),
    "remedy": _Stream(remedy.RemedyState(), _by(remedy.BRANCHES)),
    "publication": _Stream(publication.PublicationState(), _by(publication.BRANCHES)),
    "document": _Stream(document.DocumentState(), _by(document.BRANCHES)),
    "activity": _Stream(activity.ActivityState(), _by(activity.BRANCHES)),
    "report": _Stream(report.ReportState(), _by(report.BRANCHES)),
}


def start(stream: str) -> StreamState:
    """The state of an empty stream of that kind: one of the keys of ``vocabulary.STREAMS``."""
    return _STREAMS[stream].empty


def apply(state: S, entry: Entry) -> S:
    """The state after one more entry.

    Raises :class:`BrokenStream` when the number is not the next one, the event belongs to another kind
    of stream, or it speaks of something that is not there.
    """
    if entry.number != state.next_number:
        raise broken(entry, f"应当是第{state.next_number}步")
    _belongs(state.stream, entry)
    if isinstance(entry.event, ANYWHERE):
        log = (*state.log, entry)
        _mendable(state.log, entry)
        return replace(fold(state.stream, effective(log)), log=log)  # type: ignore[return-value]  # the same kind of stream
    return replace(advance(state, entry), log=(*state.log, entry))


def advance(state: S, entry: Entry) -> S:
    """What the entry of an act does to the state, without writing the log. Raises :class:`BrokenStream`."""
    return _STREAMS[state.stream].advance(state, entry)  # type: ignore[no-any-return]  # the same kind of stream


def replay(stream: str, entries: Iterable[Entry]) -> StreamState:
    """The state after all ``entries`` of a stream. Raises :class:`BrokenStream`."""
    state = start(stream)
    for entry in entries:
        state = apply(state, entry)
    return state


def fold(stream: str, entries: Iterable[Entry]) -> StreamState:
    """The state after entries that hold, as ``effective`` gives them: numbers may have gaps, the log stays empty."""
    state = start(stream)
    for entry in entries:
        state = advance(state, entry)
    return state


def effective(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that hold: voided ones left out, corrected ones as corrected, under their own number and place.

    Raises :class:`BrokenStream` for a log that mends what it does not hold.
    """
    held: dict[int, Entry] = {}
    for entry in log:
        event = entry.event
        if isinstance(event, (Voided, Corrected)) and event.number not in held:
            raise broken(entry, f"没有可以更正的第{event.number}步")
        if isinstance(event, Voided):
            del held[event.number]
        elif isinstance(event, Corrected):
            held[event.number] = replace(
                held[event.number], effective_on=event.effective_on, event=event.event, recorded_at=entry.recorded_at
            )
        else:
            held[entry.number] = entry
    return tuple(held.values())


def _belongs(stream: str, entry: Entry) -> None:
    if not isinstance(entry.event, (*STREAMS[stream], *ANYWHERE)):
        raise broken(entry, "这种事件不属于这本账")


def _mendable(log: tuple[Entry, ...], entry: Entry) -> None:
    """A correction or voiding speaks of an earlier act that still holds, and a correction keeps its kind."""
    event = entry.event
    assert isinstance(event, (Corrected, Voided))
    mended = next((each for each in effective(log) if each.number == event.number), None)
    if mended is None:
        raise broken(entry, f"没有可以更正的第{event.number}步，或者它已经作废")
    if isinstance(event, Corrected) and type(event.event) is not type(mended.event):
        raise broken(entry, f"第{event.number}步是“{mended.event.title}”，不能改成“{event.event.title}”")
