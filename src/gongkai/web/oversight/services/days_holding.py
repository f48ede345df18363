"""The day itself and what follows: heads, copies, questions with their answers, pictures, the press; then it is told to the year's ledger once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from gongkai.law.calendar import OutsideCalendar
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.oversight.models import DayGroup, DayNote, DayPhoto, DayQuestion, DayVisitor, OpenDay
from gongkai.web.oversight.selectors.days import counted, registered, twice, why_not_close
from gongkai.web.oversight.services.days import CITE, locked, why_over
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.services import activities
from gongkai.web.reporting.services.activities import Deed
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from gongkai.web.accounts.models import User
    from gongkai.web.vault.files import Upload

PICTURES = frozenset({"png", "jpeg"})
PURPOSE = "open_day_photo"
WORDS = 500  # characters of a record, as the page of activities asks them
State = OpenDay.State


@transaction.atomic
def attend(
    *, day: OpenDay, came: Mapping[UUID, int | None], groups: Mapping[int, int | None], others: int | None, moment: datetime
) -> OpenDay:  # fmt: skip
    """Write who came: of each who signed up, of each invited group, and all others. None is "not counted yet". Raises :class:`NotAllowed`."""
    row = locked(day)
    problems = [*why_over(row), *_not_yet(row, day_of(moment))]
    visitors = {each.pk: each for each in row.visitors.filter(cancelled_at=None)}
    invited = {each.pk: each for each in row.groups.all()}
    wrong = [each for each in (*came.values(), *groups.values(), others) if each is not None and each < 0]
    if wrong:
        problems.append(Reason("人数不能小于零", CITE))
    _refuse(problems)
    for pk in came.keys() & visitors.keys():
        visitors[pk].came = came[pk]
    for group in groups.keys() & invited.keys():
        invited[group].came = groups[group]
    DayVisitor.objects.bulk_update(visitors.values(), ["came"])
    DayGroup.objects.bulk_update(invited.values(), ["came"])
    row.others = others
    row.save(update_fields=["others"])
    return row


@transaction.atomic
def hand_out(*, day: OpenDay, handed: Mapping[int, int | None], moment: datetime) -> None:
    """Write how many copies of each material were handed out. Raises :class:`NotAllowed`."""
    row = locked(day)
    problems = [*why_over(row), *_not_yet(row, day_of(moment))]
    if any(each is not None and each < 0 for each in handed.values()):
        problems.append(Reason("份数不能小于零", CITE))
    _refuse(problems)
    for each in row.materials.filter(pk__in=handed):
        each.handed = handed[each.pk]
        each.save(update_fields=["handed"])


@transaction.atomic
def ask(*, day: OpenDay, asked: str, answer: str, by: User, moment: datetime) -> DayQuestion:
    """A question at the desk; without an answer it is owed within the days that the office gives readers. Raises :class:`NotAllowed`."""
    row = locked(day)
    problems = [*why_over(row), *_not_yet(row, day_of(moment))]
    if not asked.strip():
        problems.append(Reason("没有写问的是什么", CITE))
    _refuse(problems)
    there = bool(answer.strip())
    return DayQuestion.objects.create(
        day=row, asked=asked.strip(), answer=answer.strip(), answered_on=row.day if there else None, due_on=None if there else _due(row), created_at=moment,
        created_by=by.actor,
    )  # fmt: skip


@transaction.atomic
def answer(*, question: DayQuestion, words: str, moment: datetime) -> DayQuestion:
    """What was answered later; also after the day was registered, for it is not counted as answered on the spot. Raises :class:`NotAllowed`."""
    row = DayQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    problems = [] if words.strip() else [Reason("没有写答复", CITE)]
    if row.answered_on is not None:
        problems.append(Reason("已经答复过", CITE))
    _refuse(problems)
    row.answer, row.answered_on = words.strip(), day_of(moment)
    row.save(update_fields=["answer", "answered_on"])
    return row


@transaction.atomic
def add_photo(*, day: OpenDay, upload: Upload, alt: str, agreed: bool, by: User, moment: datetime) -> DayPhoto:
    """Keep a picture. Who can be recognised has agreed (个人信息保护法 Art. 13). Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    problems = list(_not_yet(row, day_of(moment)))
    if row.state == State.CANCELLED:
        problems.append(Reason("已经取消，不能再改", CITE))
    if not alt.strip():
        problems.append(Reason("没有写照片上是什么", CITE))
    if not agreed:
        problems.append(Reason("没有确认照片上认得出的人都同意", ("个人信息保护法:13",)))
    try:
        files.checked(upload.name, upload.data, allowed=PICTURES)
    except UnusableInput as unusable:
        problems.append(Reason(unusable.sentence()))
    _refuse(problems)
    file = files.store(
        name=upload.name, data=upload.data, purpose=PURPOSE, stream=None, organ=row.organ_id, by=by.actor, moment=moment, allowed=PICTURES
    )
    return DayPhoto.objects.create(day=row, file=file, alt=alt.strip())


@transaction.atomic
def remove_photo(*, photo: DayPhoto, moment: datetime) -> None:
    """Take a picture away for good, for instance because somebody shown wants that."""
    file = photo.file
    photo.delete()
    files.erase(file, day_of(moment))


@transaction.atomic
def note(*, day: OpenDay, sort: str, words: str, address: str, moment: datetime) -> DayNote:
    """What people said, or where the press told of it with its address. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    problems = list(_not_yet(row, day_of(moment)))
    if sort not in DayNote.Sort.values:
        problems.append(Reason("没有选是反馈还是报道", CITE))
    if not words.strip():
        problems.append(Reason("没有写内容", CITE))
    if address.strip():
        try:
            URLValidator(schemes=["http", "https"])(address.strip())
        except ValidationError:
            problems.append(Reason("网址写得不对，应当以 http:// 或者 https:// 开头", CITE))
    _refuse(problems)
    return DayNote.objects.create(day=row, sort=sort, words=words.strip(), address=address.strip(), created_at=moment)


@transaction.atomic
def close(*, day: OpenDay, words: str, by: User, moment: datetime) -> OpenDay:
    """Tell the year's ledger that it was held, once, with the numbers that the records count. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    found = counted(row)
    problems = list(why_not_close(row, found, words, day_of(moment)))
    if row.state in (State.PLANNED, State.ANNOUNCED) and twice(row):
        problems.append(Reason("这一天已经登记过一次开放日，报告会数成两次；手工登记的请先作废", CITE))
    _refuse(problems)
    numbers = {"participants": found.participants, "materials": found.materials, "questions": found.questions}
    deed = Deed(BY_KEY["open-day"], row.day, numbers, words)
    row.step = activities.register(organ=row.organ, year=row.day.year, deed=deed, by=by, moment=moment)
    row.state, row.on_front = State.HELD, False
    row.save(update_fields=["state", "on_front", "step"])
    return row


@transaction.atomic
def reopen(*, day: OpenDay, reason: str, by: User, moment: datetime) -> OpenDay:
    """Void the registration, so that the numbers can be put right and it is registered again. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    if row.state != State.HELD or row.step is None:
        raise NotAllowed((Reason("还没有登记", CITE),))
    if registered(row):
        activities.void(
            organ=row.organ, year=row.day.year, step=row.step, reason=reason, on=day_of(moment), by=by, moment=moment
        )  # fmt: skip
    row.state, row.step = State.ANNOUNCED if row.announced_at else State.PLANNED, None
    row.save(update_fields=["state", "step"])
    return row


def _due(row: OpenDay) -> date | None:
    """The last day to answer, as for readers of the pages (《政府网站发展指引》)."""
    try:
        return calendar_of(row.organ).add(row.day, settings.of(row.organ, "complaint_days")).day
    except OutsideCalendar:
        return None


def _not_yet(row: OpenDay, today: date) -> Iterable[Reason]:
    if row.day > today:
        yield Reason("活动还没有开始", CITE)


def _refuse(problems: Iterable[Reason]) -> None:
    found = tuple(problems)
    if found:
        raise NotAllowed(found)
