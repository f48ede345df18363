"""整改: issued by the district, answered by the organ with evidence or with a request for more time, let pass or returned. Steps are only added (条例 Art. 47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.citation import printed
from gongkai.law.deadlines import written
from gongkai.web.accounts.services.refusals import unless
from gongkai.web.clock import day_of
from gongkai.web.organs.services import next_number
from gongkai.web.oversight.models import UNFINISHED, Order, OrderFile, OrderStep
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

WORD, PURPOSE = "整改", "order"
WORDS = 2000  # characters of a step
State, Kind = Order.State, OrderStep.Kind
BASES = ("条例:47", "条例:46", "条例:53", "条例:49")  # what is proposed, the usual one first


class Wanted(NamedTuple):
    """What an order says: what is to be mended, on what basis, by when, from what it came."""

    what: str
    due_on: date
    basis: str = ""
    origin: str = Order.Origin.FREE
    origin_words: str = ""


@transaction.atomic
def issue(*, district: Organ, organ: Organ, wanted: Wanted, by: User, moment: datetime, uploads: Sequence[Upload] = ()) -> Order:
    """Order it. Raises ``Refusal`` with all reasons, ``UnusableInput`` for a file that cannot be kept; then nothing is written."""
    today = day_of(moment)
    unless(list(_why_not_issued(district, organ, wanted, today)))
    order = Order.objects.create(
        number=next_number(organ=district, word=WORD, year=today.year), district=district, organ=organ, what=wanted.what.strip(),
        basis=wanted.basis.strip() or printed(BASES[0]), origin=wanted.origin, origin_words=wanted.origin_words.strip(), first_due=wanted.due_on,
        issued_on=today, due_on=wanted.due_on, created_at=moment, created_by=by, changed_at=moment,
    )  # fmt: skip
    _step(order, Kind.ISSUED, wanted.what, by, moment, until=wanted.due_on, uploads=uploads)
    return order


@transaction.atomic
def answer(*, order: Order, words: str, by: User, moment: datetime, uploads: Sequence[Upload] = ()) -> OrderStep:
    """The organ says what it did, with evidence. A request for more time that nobody answered falls away. Raises ``Refusal``."""
    locked = _locked(order)
    unless([*_not_in(locked, UNFINISHED, "不能再报送整改情况"), *_words(words, "整改情况")])
    made = _step(locked, Kind.ANSWERED, words, by, moment, uploads=uploads)
    _now(locked, moment, state=State.ANSWERED, asked_until=None)
    return made


@transaction.atomic
def ask_time(*, order: Order, until: date, words: str, by: User, moment: datetime) -> OrderStep:
    """The organ asks for more time, before the day is past, with the reason. Raises ``Refusal``."""
    locked, today = _locked(order), day_of(moment)
    reasons = [*_not_in(locked, UNFINISHED, "不能申请延期"), *_words(words, "延期的理由")]
    if locked.state in UNFINISHED and today > locked.due_on:
        reasons.append(f"整改期限{written(locked.due_on)}已过，不能再申请延期，请抓紧报送整改情况。")
    if locked.asked_until is not None:
        reasons.append("已经申请过延期，等上级答复。")
    if until <= locked.due_on:
        reasons.append(f"延期要晚于现在的期限{written(locked.due_on)}。")
    unless(reasons)
    made = _step(locked, Kind.ASKED_TIME, words, by, moment, until=until)
    _now(locked, moment, asked_until=until)
    return made


@transaction.atomic
def decide_time(*, order: Order, granted: bool, words: str, by: User, moment: datetime) -> OrderStep:
    """The district grants the day that was asked for, or not. Raises ``Refusal``."""
    locked = _locked(order)
    reasons = [] if locked.asked_until else ["没有等着答复的延期申请。"]
    if not granted:
        reasons += _words(words, "不同意的理由")
    unless(reasons)
    asked = locked.asked_until
    made = _step(locked, Kind.GRANTED if granted else Kind.DENIED, words, by, moment, until=asked if granted else None)
    _now(locked, moment, asked_until=None, **({"due_on": asked} if granted else {}))
    return made


@transaction.atomic
def accept(*, order: Order, words: str, by: User, moment: datetime) -> OrderStep:
    """It is mended. Raises ``Refusal`` for what nobody answered."""
    locked = _locked(order)
    unless(_not_in(locked, (State.ANSWERED,), "要等机关报送整改情况以后才能审核"))
    made = _step(locked, Kind.ACCEPTED, words, by, moment)
    _now(locked, moment, state=State.ACCEPTED)
    return made


@transaction.atomic
def give_back(*, order: Order, until: date, words: str, by: User, moment: datetime) -> OrderStep:
    """It is not: what is still to be done, by when. Raises ``Refusal``."""
    locked, today = _locked(order), day_of(moment)
    reasons = [*_not_in(locked, (State.ANSWERED,), "要等机关报送整改情况以后才能退回"), *_words(words, "退回的理由")]
    if until < today:
        reasons.append(f"新的期限不能早于今天{written(today)}。")
    unless(reasons)
    made = _step(locked, Kind.RETURNED, words, by, moment, until=until)
    _now(locked, moment, state=State.RETURNED, due_on=until)
    return made


@transaction.atomic
def withdraw(*, order: Order, words: str, by: User, moment: datetime) -> OrderStep:
    """It was issued by mistake. Raises ``Refusal``."""
    locked = _locked(order)
    unless([*_not_in(locked, (*UNFINISHED, State.ANSWERED), "不能撤回"), *_words(words, "撤回的理由")])
    made = _step(locked, Kind.WITHDRAWN, words, by, moment)
    _now(locked, moment, state=State.WITHDRAWN, asked_until=None)
    return made


def _why_not_issued(district: Organ, organ: Organ, wanted: Wanted, today: date) -> Iterator[str]:
    yield from _words(wanted.what, "整改事项")
    if wanted.due_on < today:
        yield f"整改期限不能早于今天{written(today)}。"
    if organ.pk == district.pk or not organ.path.startswith(district.path):
        yield f"{organ.name}不是{district.name}的下级机关。"
    if organ.valid_to is not None and organ.valid_to < today:
        yield f"{organ.name}已于{written(organ.valid_to)}撤销，请发给承接的机关。"


def _words(words: str, what: str) -> list[str]:
    if not words.strip():
        return [f"请写{what}。"]
    return [f"{what}最多 {WORDS} 个字，现在有 {len(words.strip())} 个，请删减。"] if len(words.strip()) > WORDS else []


def _not_in(order: Order, states: Sequence[str], what: str) -> list[str]:
    return [] if order.state in states else [f"这件整改通知“{order.get_state_display()}”，{what}。"]


def _locked(order: Order) -> Order:
    return Order.objects.select_for_update(of=("self",)).get(pk=order.pk)


def _step(
    order: Order, kind: str, words: str, by: User, moment: datetime, *, until: date | None = None, uploads: Sequence[Upload] = ()
) -> OrderStep:  # fmt: skip
    made = OrderStep.objects.create(
        order=order, kind=kind, on=day_of(moment), words=words.strip(), until=until, created_at=moment, created_by=by
    )
    for upload in uploads:
        kept = files.store(
            name=upload.name, data=upload.data, purpose=PURPOSE, stream=order.pk, organ=order.organ_id, by=by.actor, moment=moment
        )
        OrderFile.objects.create(step=made, file=kept)
    return made


def _now(order: Order, moment: datetime, **changes: object) -> None:
    for name, value in changes.items():
        setattr(order, name, value)
    order.changed_at = moment
    order.save(update_fields=[*changes, "changed_at"])
