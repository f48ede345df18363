"""投诉举报: taken in, accepted or told where it belongs, the organ asked, found out, followed up, answered. All reasons of a refusal at once.

条例 Art. 47.2: who thinks that an organ does not publish or answer as it must tells the competent department, which orders it to mend or
criticises it where that is true. Art. 51: who is hurt by it complains to the office above or the competent department, or goes to review or
court. Neither names a period: the days are settings of the body that hears it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.services import next_number
from gongkai.web.oversight.models import Grievance, GrievanceStep
from gongkai.web.oversight.selectors.grievances import OVER, hearing

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User

HEARD, HURT = ("条例:47.2",), ("条例:51",)
TEXT_CHARACTERS, CONTACT_CHARACTERS = 2000, 100
WORD = "投诉"
State, Step, Source = Grievance.State, GrievanceStep.Kind, Grievance.Source
Finding, Measure = Grievance.Finding, Grievance.Measure
_BEFORE_FINDING = (State.ACCEPTED, State.ASKED, State.REPLIED)


class Said(NamedTuple):
    """What somebody complains of: about which duty, what happened, how to reach him ("" for no way)."""

    duty: str
    text: str
    contact: str = ""


@transaction.atomic
def take_in(
    *, organ: Organ, said: Said, source: str, received_on: date, moment: datetime, by: User | None = None, key: str | None = None
) -> Grievance:
    """Take in what is said about ``organ``, at the body that hears it; the same ``key`` gives the one that is there. Raises :class:`NotAllowed`."""
    known = Grievance.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    _unless(_why_not_taken(said, source, received_on, day_of(moment)))
    body = hearing(organ)
    days = {name: _last_day(body, received_on, name) for name in ("grievance_accept_days", "grievance_answer_days")}
    row = Grievance(
        number=next_number(organ=body, word=WORD, year=received_on.year), organ=organ, body=body, source=source, duty=said.duty, text=said.text.strip(),
        contact=said.contact.strip(), key=key or None, received_on=received_on, accept_by=days["grievance_accept_days"], answer_by=days["grievance_answer_days"],
        created_at=moment,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the other click was faster
        return Grievance.objects.get(key=key)
    _step(row, Step.RECEIVED, received_on, by, moment, words=Source(source).label, inside=True)
    return row


@transaction.atomic
def accept(*, grievance: Grievance, by: User, moment: datetime) -> None:
    """It is heard. Raises :class:`NotAllowed`."""
    row = locked(grievance.pk)
    _unless([] if row.state == State.RECEIVED else [Reason(f"{row.get_state_display()}，不用再受理", HEARD)])
    row.state = State.ACCEPTED
    row.save(update_fields=["state"])
    _step(row, Step.ACCEPTED, day_of(moment), by, moment, inside=True)


@transaction.atomic
def refer(*, grievance: Grievance, words: str, by: User, moment: datetime) -> None:
    """It belongs elsewhere: ``words`` tell the complainant where, and how. Raises :class:`NotAllowed` with all reasons."""
    row = locked(grievance.pk)
    problems = [] if words.strip() else [Reason("没有写应当向哪里提出、为什么", HURT)]
    if row.state not in (State.RECEIVED, State.ACCEPTED):
        problems.append(Reason(f"{row.get_state_display()}，不能再告知其他途径", HEARD))
    _unless(problems)
    row.state, row.told, row.ended_on = State.REFERRED, words.strip(), day_of(moment)
    row.save(update_fields=["state", "told", "ended_on"])
    _step(row, Step.REFERRED, day_of(moment), by, moment, words=words.strip(), inside=True)


@transaction.atomic
def ask(*, grievance: Grievance, passed: str, reply_by: date, by: User, moment: datetime) -> None:
    """Ask the organ to explain itself; it reads ``passed``, never the contact nor the first wording. Raises :class:`NotAllowed` with all reasons."""
    row, today = locked(grievance.pk), day_of(moment)
    problems = [] if passed.strip() else [Reason("没有写请机关说明什么", HEARD)]
    if row.state not in _BEFORE_FINDING:
        problems.append(Reason(f"{row.get_state_display()}，不能请机关说明", HEARD))
    if reply_by < today:
        problems.append(Reason(f"说明的期限{written(reply_by)}已经过了", HEARD))
    if row.answer_by is not None and reply_by > row.answer_by:
        problems.append(Reason(f"说明的期限{written(reply_by)}晚于答复期限{written(row.answer_by)}", HEARD))
    if row.contact and row.contact.reveal() in passed:
        problems.append(Reason("转给机关的内容里有投诉举报人的联系方式，请去掉", HEARD))
    _unless(problems)
    row.passed, row.reply_by, row.state = passed.strip(), reply_by, State.ASKED
    row.save(update_fields=["passed", "reply_by", "state"])
    _step(row, Step.ASKED, today, by, moment, words=passed.strip(), due_on=reply_by)


@transaction.atomic
def reply(*, grievance: Grievance, words: str, by: User, moment: datetime) -> None:
    """The organ explains itself; late is late and is taken too. Raises :class:`NotAllowed` with all reasons."""
    row = locked(grievance.pk)
    problems = [] if words.strip() else [Reason("没有写说明", HEARD)]
    if row.state != State.ASKED:
        problems.append(Reason(f"{row.get_state_display()}，现在不用说明", HEARD))
    _unless(problems)
    row.state = State.REPLIED
    row.save(update_fields=["state"])
    _step(row, Step.REPLIED, day_of(moment), by, moment, words=words.strip())


@transaction.atomic
def find(*, grievance: Grievance, finding: str, words: str, by: User, moment: datetime) -> None:
    """Say what was found out. Only after the organ was heard, or let its day pass. Raises :class:`NotAllowed` with all reasons."""
    row, today = locked(grievance.pk), day_of(moment)
    problems = [] if words.strip() else [Reason("没有写查明的事实", HEARD)]
    if finding not in Finding.values:
        problems.append(Reason("没有选查证结果", HEARD))
    if row.state not in _BEFORE_FINDING:
        problems.append(Reason(f"{row.get_state_display()}，不能登记查证结果", HEARD))
    elif row.reply_by is None:
        problems.append(Reason("还没有请机关说明，先听它怎么说", HEARD))
    elif row.state == State.ASKED and today <= row.reply_by:
        problems.append(Reason(f"机关说明的期限到{written(row.reply_by)}，还没有到", HEARD))
    _unless(problems)
    row.state, row.finding = State.FOUND, finding
    row.save(update_fields=["state", "finding"])
    _step(row, Step.FOUND, today, by, moment, words=f"{Finding(finding).label}：{words.strip()}")


@transaction.atomic
def answer(*, grievance: Grievance, words: str, by: User, moment: datetime) -> None:
    """Tell the complainant what was found and done; it is over. Raises :class:`NotAllowed` with all reasons.

    What is true is followed up first (条例 Art. 47.2).
    """
    row = locked(grievance.pk)
    problems = [] if words.strip() else [Reason("没有写答复", HURT)]
    if row.state != State.FOUND:
        problems.append(Reason(f"{row.get_state_display()}，不能答复" if row.state in OVER else "还没有登记查证结果", HEARD))
    elif row.finding != Finding.UNTRUE and not row.measure:
        problems.append(Reason("查证属实的，应当督促整改或者通报批评，先办了再答复", HEARD))
    _unless(problems)
    row.state, row.told, row.ended_on = State.ANSWERED, words.strip(), day_of(moment)
    row.measure = row.measure or Measure.NONE
    row.save(update_fields=["state", "told", "ended_on", "measure"])
    _step(row, Step.ANSWERED, day_of(moment), by, moment, words=words.strip(), inside=True)


@transaction.atomic
def write_down(*, grievance: Grievance, words: str, by: User, moment: datetime) -> None:
    """A remark for the file: a call, a visit. The organ does not see it. Raises :class:`NotAllowed`."""
    row = locked(grievance.pk)
    _unless([] if words.strip() else [Reason("没有写备注")])
    _step(row, Step.NOTED, day_of(moment), by, moment, words=words.strip(), inside=True)


@transaction.atomic
def forget(today: date) -> int:
    """The nightly work: how to reach a complainant is erased some years after the end (个人信息保护法 Art. 19, 47); how many were forgotten."""
    forgotten = 0
    for body in Organ.objects.filter(grievances_heard__ended_on__isnull=False).distinct():
        years = int(settings.of(body, "retention_years"))
        last = date(today.year - years, today.month, min(today.day, 28))  # never a day too early
        over = Grievance.objects.filter(body=body, ended_on__lt=last).exclude(contact="")
        forgotten += over.update(contact="") if years > 0 else 0
    return forgotten


# --- parts ---------------------------------------------------------------------------------------------------


def locked(pk: uuid.UUID) -> Grievance:
    """The row, held until the end of the transaction."""
    return Grievance.objects.select_for_update(of=("self",)).select_related("organ", "body", "order").get(pk=pk)


def _why_not_taken(said: Said, source: str, received_on: date, today: date) -> list[Reason]:
    problems = []
    if said.duty not in Grievance.Duty.values:
        problems.append(Reason("没有选哪一项职责没有履行", HURT))
    if source not in Source.values:
        problems.append(Reason("没有选怎样来的", HURT))
    if not said.text.strip():
        problems.append(Reason("没有写是什么情况", HURT))
    if len(said.text) > TEXT_CHARACTERS:
        problems.append(Reason(f"情况最多写 {TEXT_CHARACTERS} 字，现在有 {len(said.text)} 字，请删减", HURT))
    if len(said.contact) > CONTACT_CHARACTERS:
        problems.append(Reason(f"联系方式最多写 {CONTACT_CHARACTERS} 字", HURT))
    if received_on > today:
        problems.append(Reason(f"收到日期{written(received_on)}还没有到", HURT))
    return problems


def _last_day(body: Organ, received_on: date, name: str) -> date | None:
    """The last of the body's days, counted from the day after it came (民法典 Art. 201, 203); None beyond the calendar."""
    try:
        return calendar_of(body).next_working(received_on + timedelta(days=settings.of(body, name))).day
    except OutsideCalendar:
        return None


def _step(
    row: Grievance,
    kind: str,
    on: date,
    by: User | None,
    moment: datetime,
    *,
    words: str = "",
    due_on: date | None = None,
    inside: bool = False,
) -> GrievanceStep:
    return GrievanceStep.objects.create(
        grievance=row, kind=kind, on=on, words=words, due_on=due_on, inside=inside, created_at=moment, by=by
    )


def _unless(problems: Sequence[Reason]) -> None:
    if problems:
        raise NotAllowed(tuple(problems))
