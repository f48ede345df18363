"""What an act is: its words, the event that it writes, the form that asks for it, the letter that carries it.

An act knows nothing of who may do it and writes nothing: ``services.steps`` and ``services.letters`` do. Texts that an
event names are handed to ``keep``, which gives their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.reasons import Reason
    from gongkai.ledger.vocabulary import Event
    from gongkai.ledger.vocabulary.codes import Way
    from gongkai.web.applications.acts.case import Case
    from gongkai.web.applications.acts.forms import ActForm

Answers = Mapping[str, Any]
Keep = Callable[[str, str], str]  # key and text -> id, "" for an empty text
# Who has to sign before the letter goes out: as the office chose, the head of the office (条例 Art. 33(2)), head or leader.
BY_SETTING, BY_HEAD, BY_SIGNER = "setting", "head", "signer"


class Sending(NamedTuple):
    """How a letter goes out: its 文号 and date, the way, and in which role it was signed ("" when nobody had to)."""

    number: str
    dated: date
    way: Way
    approver: str = ""


class LetterPlan(NamedTuple):
    """The letter of an act: its kind (``notices``), what it states beyond what every letter states, who has to sign.

    ``companion`` is the key of an act without event whose letter goes out together with this one;
    ``once`` that there may be one draft of it at a time; ``issued`` what is noted in rows when it went out.
    """

    code: Callable[[Case, Answers], str]
    facts: Callable[[Case, Answers], dict[str, object]]
    approval: str = BY_SETTING
    companion: str = ""
    once: bool = True
    issued: Callable[[Case, Answers, tuple[Event, ...]], None] | None = None
    preface: Callable[[Case], str] | None = None


def always(case: Case) -> Iterator[Reason]:
    """Nothing beyond the guard."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that an office can do with a case.

    ``verb`` stands on the button, ``hint`` under it; ``group`` is the heading under which the desk shows it;
    ``event`` the event whose guard decides (None: a letter without a step of the ledger, or a correction of one);
    ``day`` the label of the legal day, "" when it is the day of the act; ``possible`` gives reasons beyond the guard.
    """

    key: str
    verb: str
    hint: str
    group: str
    event: type[Event] | None
    form: type[ActForm]
    events: Callable[[Case, Answers, Keep, Sending | None], tuple[Event, ...]]
    letter: LetterPlan | None = None
    day: str = ""
    possible: Callable[[Case], Iterator[Reason]] = always
    after: Callable[[Case, Answers, tuple[Event, ...]], None] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An act for a case on a day: possible when ``reasons`` is empty."""

    act: Act
    reasons: tuple[Reason, ...]

    @property
    def possible(self) -> bool:
        """Whether the button is shown as one."""
        return not self.reasons
