"""The state of a normative document or rule: in force or not, since and until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from gongkai.ledger.states.base import Branch, StreamState, moved
from gongkai.ledger.vocabulary import document as d

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event


@dataclass(frozen=True, slots=True)
class DocumentState(StreamState):
    """``amended_on`` its last amendment; ``ended_on`` the first day it no longer holds, ``repealed`` whether by repeal and not by time."""

    stream: ClassVar[str] = "document"
    issue: d.Issued | None = None
    issued_on: date | None = None
    content: str = ""
    expires_on: date | None = None
    amended_on: date | None = None
    ended_on: date | None = None
    repealed: bool = False

    def in_force(self, day: date) -> bool:
        """Whether it counts among 现行有效 on ``day``."""
        return self.issued_on is not None and self.issued_on <= day and (self.ended_on is None or day < self.ended_on)


def _issued(state: DocumentState, entry: Entry, event: d.Issued) -> DocumentState:
    return replace(state, issue=event, issued_on=entry.effective_on, content=event.content, expires_on=event.expires_on)


def _amended(state: DocumentState, entry: Entry, event: d.Amended) -> DocumentState:
    return replace(state, content=event.content, expires_on=event.expires_on, amended_on=entry.effective_on)


def _repealed(state: DocumentState, entry: Entry, event: d.Repealed) -> DocumentState:
    return replace(state, ended_on=entry.effective_on, repealed=True)


def _expired(state: DocumentState, entry: Entry, event: d.Expired) -> DocumentState:
    return replace(state, ended_on=entry.effective_on)


BRANCHES: dict[type[Event], Branch] = {d.Issued: _issued, d.Amended: _amended, d.Repealed: _repealed, d.Expired: _expired, d.Moved: moved}
