"""What goes into the clock of an application and what comes out: events, settings, the answer.

Import these names from :mod:`gongkai.law.deadlines`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import printed

if TYPE_CHECKING:
    from datetime import date

RECEIVED = "received"
# Kinds of events, as the command line and the contract name them, with the words of a letter.
KIND_WORDS = {
    "correction_requested": "告知补正",
    "correction_received": "收到补正",
    "consultation_sent": "发出征求意见书",
    "consultation_answered": "收到征求意见的答复",
    "consultation_lapsed": "征求意见逾期未答复",
    "reasons_requested": "要求说明理由",
    "deferred": "延迟答复",
    "extended": "延长答复期限",
    "fee_notified": "发出收费通知",
    "fee_paid": "缴费",
    "answered": "答复",
}
KINDS = tuple(KIND_WORDS)
# A label that begins so names an organ that made the information too (Art. 34); every other one is a third party (Art. 32).
CO_MAKER = "共同制作机关"
# Any other organ that is asked (Art. 33(3)): its days do not count either, and no article gives it a period.
OTHER_ORGAN = "其他机关"


class ClockEvent(NamedTuple):
    """One thing that happened on a legal day.

    ``label`` tells consultations apart, ``days`` is N of an extension in working days, ``until`` the day
    of a deferral, or the last day to correct when the request for correction names one.
    """

    kind: str
    day: date
    label: str = ""
    days: int = 0
    until: date | None = None


class ClockSettings(NamedTuple):
    """What the law leaves open. The defaults are those of the house; an office may choose otherwise.

    ``extension_survives_payment``: an extension used before the fee was paid is added to the new
    period as well. Default no: the period begins anew without it, and it cannot be used twice.
    ``late_grant_counts``: an extension or a deferral that is told after the period ran out moves the
    due day all the same. Default no: it has to be told within the period, so it is recorded and
    named, and an answer after the due day stays late.
    """

    extension_survives_payment: bool = False
    late_grant_counts: bool = False


class Step(NamedTuple):
    """What one event did to the clock, in Chinese, with the printed citation."""

    day: date
    event: str
    effect: str
    cite: str


class LedgerDay(NamedTuple):
    """One day: does it count, as which number of the running period, and why or why not."""

    day: date
    counts: bool
    number: int | None
    why: str


class Waiting(NamedTuple):
    """For whom the clock waits, for what, and until when that party has time (None: no period is known)."""

    who: str
    what: str
    until: date | None


class Clock(NamedTuple):
    """The whole answer. ``due`` is None while the applicant owes something or a consultation is open.

    ``on_time`` is None until there is an answer. ``provisional``: a year without a notice of rest
    days was crossed, so the days may still change.
    """

    received: date
    due: date | None
    waiting: Waiting | None
    provisional: bool
    on_time: bool | None
    irregular: tuple[str, ...]
    steps: tuple[Step, ...]
    days: tuple[LedgerDay, ...]


class Refused(ValueError):
    """An event that the law gives no effect: one Chinese sentence with the clause."""


def written(day: date) -> str:
    """A day as letters write it.

    >>> from datetime import date
    >>> written(date(2026, 3, 6))
    '2026年3月6日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def refusal(day: date, kind: str, problem: str, cite: str) -> Refused:
    """The sentence of a refusal: which event, what is wrong and what to do, and the clause under ``cite``."""
    return Refused(f"{written(day)}的“{KIND_WORDS.get(kind, kind)}”不能成立：{problem}（{printed(cite)}）")
