"""What every channel shares: an envelope goes in, a receipt comes out.

A channel is a plain object without tables of its own. It gets what is to be made public as an :class:`Envelope` and
its settings as a mapping, and answers with a :class:`Receipt`. What failed is a receipt too, never an exception: the
caller keeps it, shows it and tries again.
"""

from __future__ import annotations

import enum
from datetime import date, datetime  # noqa: TC003 - fields of named tuples
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from gongkai.ledger.vocabulary.codes import Outlet  # noqa: TC001 - the same

if TYPE_CHECKING:
    from collections.abc import Mapping


class Enclosed(NamedTuple):
    """A file that belongs to an item: its name as readers see it, its media type, its content."""

    name: str
    media_type: str
    data: bytes


class Envelope(NamedTuple):
    """An item as it leaves the house: approved, with nothing in it that is not public.

    ``fields`` holds the metadata by their Chinese names (索引号, 发文字号, 成文日期 …) in the order in which they are
    shown, all as text; ``html`` is clean (``lib.richtext``), ``text`` the same without marks. ``key`` is new for each
    content of each item and the same on every try, so that a channel never publishes one content twice.
    ``address`` is where our own page of it stands, "" when it has none.
    """

    key: str
    item: str
    title: str
    organ: str
    column: str
    issued_on: date | None
    published_on: date
    fields: Mapping[str, str]
    summary: str
    html: str
    text: str
    enclosed: tuple[Enclosed, ...] = ()
    address: str = ""


class Outcome(enum.StrEnum):
    """How a delivery ended for now."""

    RECEIVED = "received"  # it stands there, and this is how we know
    WAITING = "waiting"  # a person or the other side has a step to do
    FAILED = "failed"  # try again later
    REFUSED = "refused"  # trying again changes nothing: a person must mend it


class Receipt(NamedTuple):
    """What came back. Counted only when ``outcome`` is RECEIVED.

    ``on`` is the day since when it stands there where that is not the day of ``moment`` (a person says it afterwards).
    ``address`` is where readers find it, ``reference`` the name the other side gave it (a task to ask about later),
    ``words`` one Chinese sentence for the clerk, ``evidence`` what was compared or answered, as plain JSON values.
    """

    outcome: Outcome
    moment: datetime
    words: str
    address: str = ""
    reference: str = ""
    evidence: Mapping[str, Any] = {}
    on: date | None = None


class Said(NamedTuple):
    """What a person says of a delivery made by hand, with the evidence.

    ``files`` are ids of stored files (photograph, screenshot, scan). ``accepted`` are keys of points in which the page
    differs and is right all the same; then ``reason`` says why.
    """

    person: str = ""
    on: date | None = None
    place: str = ""
    address: str = ""
    files: tuple[str, ...] = ()
    reason: str = ""
    accepted: tuple[str, ...] = ()


class Field(NamedTuple):
    """A setting of a channel as a form shows it. ``kind``: text, lines, choice, flag, json, secret, pem, number, map."""

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    default: Any = ""
    choices: tuple[tuple[str, str], ...] = ()


class Channel(Protocol):
    """One kind of channel. ``outlet`` is how the annual report counts it; None is 报送: sent up, not made public.

    All of it may wait for the network: call it outside a transaction and keep the receipt in one of its own.
    """

    key: str
    label: str
    outlet: Outlet | None
    fields: tuple[Field, ...]

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Whether a person does the publishing, so that a page for it is shown and :meth:`confirm` follows."""

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """All that the settings lack, one Chinese sentence each; empty when the channel can be used."""

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Hand the envelope over once. Doing it again with the same ``key`` publishes nothing twice."""

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """What a person says of it, looked into as far as it can be. Says all that is missing at once."""

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """How a delivery that was WAITING stands now. Never FAILED: a look that failed sends nothing again."""

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Take it down; RECEIVED means that it is gone there."""
