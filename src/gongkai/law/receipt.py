"""The day an application counts as received, by the channel it came through (条例 Art. 31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.clock_model import Refused, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.law.calendar import Calendar

PENDING = "待确认"
CONFIRM_TODAY = "今天必须确认"


class Came(NamedTuple):
    """The days known of an application: handed in or sent, arrived here, confirmed with the applicant."""

    submitted: date | None = None
    arrived: date | None = None
    confirmed: date | None = None


class ReceiptSettings(NamedTuple):
    """What an office may choose.

    ``own_form_confirms``: the receipt that our own online form shows is the confirmation of both
    sides, so the day of submission is the day of receipt (default). Otherwise the office confirms,
    on the next working day at the latest, and until then there is no date.
    """

    own_form_confirms: bool = True


class Receipt(NamedTuple):
    """The day of receipt, None while it is 待确认; why, with the printed clause.

    ``duty`` is what the desk has to do now and ``by`` its last day; ``irregular`` names a confirmation that came late.
    """

    day: date | None
    why: str
    cite: str
    duty: str = ""
    by: date | None = None
    irregular: str = ""

    @property
    def words(self) -> str:
        """The day as people read it, or 待确认."""
        return PENDING if self.day is None else written(self.day)


def receipt(channel: str, came: Came, calendar: Calendar, *, settings: ReceiptSettings | None = None) -> Receipt:
    """The receipt through ``channel``, one of :data:`CHANNELS`.

    Raises :class:`~gongkai.law.deadlines.Refused` for an unknown channel, a day that this channel needs
    and does not have, and days that contradict each other.
    """
    if channel not in _RULES:
        raise Refused(f"没有“{channel}”这种提交方式，可以用的有 {'、'.join(_RULES)}（{printed('条例:31')}）")
    known = [day for day in came if day is not None]
    if known != sorted(known):
        raise Refused(f"提交、到达、确认三个日子的先后不对，请核对（{printed('条例:31')}）")
    return _RULES[channel](came, calendar, settings or ReceiptSettings())


def _needed(day: date | None, words: str, cite: str) -> date:
    if day is None:
        raise Refused(f"没有写{words}，请补上（{printed(cite)}）")
    return day


def _in_person(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    return Receipt(_needed(came.submitted, "提交的日子", "条例:31(1)"), "当面提交，以提交之日为收到之日", printed("条例:31(1)"))


def _oral(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    # 条例 Art. 29(1): the office writes the form for the applicant, who stands there: Art. 31(1)
    day = _needed(came.submitted, "口头提出的日子", "条例:29.1")
    return Receipt(day, "口头提出、代为填写，以提出之日为收到之日", printed("条例:29.1"))


def _signed_post(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    return Receipt(_needed(came.arrived, "签收的日子", "条例:31(2)"), "邮寄提交，以签收之日为收到之日", printed("条例:31(2)"))


def _ordinary_post(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    arrived = _needed(came.arrived, "信件到达的日子", "条例:31(2)")
    return _confirmed(came, "平常信函", arrived, "条例:31(2)")  # 条例 Art. 31(2): confirm on the day it comes


def _online(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    submitted = _needed(came.submitted, "提交的日子", "条例:31(3)")
    if settings.own_form_confirms:
        return Receipt(submitted, "本机关网上表单的回执即为双方确认，以提交之日为收到之日", printed("条例:31(3)"))
    return _confirmed(came, "网上提交", calendar.add(submitted, 1).day, "条例:31(3)")


def _fax(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    return _confirmed(came, "传真提交", _needed(came.arrived, "传真到达的日子", "条例:31(3)"), "条例:31(3)")


def _email(came: Came, calendar: Calendar, settings: ReceiptSettings) -> Receipt:
    return _confirmed(came, "电子邮件提交", _needed(came.arrived, "邮件到达的日子", "条例:31(3)"), "条例:31(3)")


def _confirmed(came: Came, how: str, by: date, cite: str) -> Receipt:
    """Received on the day of confirmation, however late it was; a late one is named."""
    if came.confirmed is None:
        return Receipt(None, f"{how}，以与申请人确认之日为收到之日，尚未确认", printed(cite), CONFIRM_TODAY, by)
    late = f"应当在{written(by)}与申请人确认，{written(came.confirmed)}才确认（{printed(cite)}）" if came.confirmed > by else ""
    return Receipt(came.confirmed, f"{how}，以与申请人确认之日为收到之日", printed(cite), irregular=late)


_RULES: dict[str, Callable[[Came, Calendar, ReceiptSettings], Receipt]] = {
    "in_person": _in_person,
    "signed_post": _signed_post,
    "ordinary_post": _ordinary_post,
    "online": _online,
    "fax": _fax,
    "email": _email,
    "oral": _oral,
}
CHANNELS = tuple(_RULES)
