"""Guards of registration, items, 补正, withdrawal and hand-over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.law.clock_state import period
from gongkai.law.deadlines import Refused, written
from gongkai.law.receipt import Came, Receipt, ReceiptSettings, receipt
from gongkai.ledger.acts.base import Case, guard, in_phase, irregular, needed
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.states.parts import Item

_COUNTED = "格式2021#三"
_NUMBER = re.compile(r"\S+〔\d{4}〕[1-9]\d*号")


def letter(case: Case, words: str = "文号") -> Iterator[Reason]:
    """A 文号 as GB/T 9704 writes it, not used before in this case."""
    number = case.act.letter
    if not _NUMBER.fullmatch(number):
        yield Reason(f"{words}“{number}”写法不对，应当像“示镇公复〔2026〕1号”", ("公文格式",))
    if any(each.number == number for each in case.state.letters):
        yield Reason(f"{words}“{number}”已经用过", ("公文格式",))


def _receipts(case: Case) -> list[Receipt]:
    """The receipt under both settings for the own online form; raises as ``receipt``."""
    act: a.Registered = case.act
    came = Came(act.submitted_on, act.arrived_on, act.confirmed_on)
    return [receipt(act.channel.value, came, case.calendar, settings=ReceiptSettings(own)) for own in (True, False)]


@guard(a.Registered, in_phase(Phase.UNREGISTERED))
def why_not_register(case: Case) -> Iterator[Reason]:
    """Once; the legal day is the day of receipt by the rule of its channel (条例 Art. 31)."""
    if period("answer_period", case.on) is None:
        yield Reason("条例施行以前没有政府信息公开申请", ("条例2007",))
    if case.act is None:
        return
    yield from needed(case.act.register_number, "登记号", "条例:45")
    if case.act.items < 1:
        yield Reason("一件申请至少有一项", ("条例:29.2",))
    yield from _taken_over(case)
    try:
        days = {each.day for each in _receipts(case)} - {None}
    except Refused as refused:
        yield Reason(str(refused))
        return
    if not days:
        yield Reason("还没有与申请人确认，没有收到之日", ("条例:31",))
    elif case.on not in days:
        right = "或者".join(written(day) for day in sorted(filter(None, days)))
        yield Reason(f"收到之日应当是{right}，不是{written(case.on)}", ("条例:31",))


def _taken_over(case: Case) -> Iterator[Reason]:
    """机构改革: the other organ and the day, both or neither; from that day the case counts here and only here."""
    source, day = case.act.taken_over_from, case.act.taken_over_on
    if source and day is None:
        yield Reason("没有写从别的机关接手的日子", (_COUNTED,))
    if day and not source:
        yield Reason("写了接手的日子，没有写从哪个机关接手", (_COUNTED,))
    if day and day < case.on:
        yield Reason(f"接手的{written(day)}早于收到申请之日{written(case.on)}", (_COUNTED,))


@irregular(a.Registered)
def _late_confirmation(case: Case) -> Iterator[Reason]:
    told = {each.irregular for each in _receipts(case) if each.day == case.on}
    yield from (Reason(text) for text in sorted(told) if "" not in told)


@guard(a.ItemAdded, in_phase(Phase.OPEN))
def why_not_add_item(case: Case) -> Iterator[Reason]:
    """While it is being handled; numbers go on from the greatest."""
    if case.act is not None:
        yield from _following(case.state, (case.act.item,))


@guard(a.ItemSplit, in_phase(Phase.OPEN))
def why_not_split_item(case: Case) -> Iterator[Reason]:
    """An undecided item, into two or more."""
    if case.act is None:
        return
    item = yield from live_item(case.state, case.act.item)
    if item and item.decision:
        yield Reason(f"第{item.number}项已经作出决定，请先作废决定", ("条例:36",))
    if len(case.act.into) < 2:
        yield Reason("至少要拆成两项", ("条例:36",))
    yield from _following(case.state, case.act.into)


def live_item(state: ApplicationState, number: int) -> Generator[Reason, None, Item | None]:
    """The item of that number, a reason when there is none (left)."""
    item: Item | None = next((each for each in state.live_items if each.number == number), None)
    if item is None:
        yield Reason(f"没有第{number}项，或者它已经拆分", ("条例:36",))
    return item


def _following(state: ApplicationState, numbers: tuple[int, ...]) -> Iterator[Reason]:
    first = len(state.items) + 1
    if numbers != tuple(range(first, first + len(numbers))):
        yield Reason(f"新的项号应当从{first}起往下排", ("条例:45",))


@guard(a.CorrectionRequested, in_phase(Phase.OPEN))
def why_not_request_correction(case: Case) -> Iterator[Reason]:
    """Once only (条例 Art. 30). Later than the 7th working day is irregular, not refused."""
    if case.state.correction:
        yield Reason(f"已于{written(case.state.correction.requested_on)}告知过，只能一次性告知", ("条例:30",))
    if case.act is not None:
        yield from letter(case)
        if case.act.until <= case.on:
            yield Reason("补正期限应当在告知之后", ("条例:30",))


@guard(a.CorrectionReceived, in_phase(Phase.OPEN))
def why_not_receive_correction(case: Case) -> Iterator[Reason]:
    """What was asked for and has not come. A late one still counts while the case is not closed."""
    yield from _asked(case)
    if case.act is not None:
        yield from needed(case.act.document, "补正材料的编号", "条例:45")


@guard(a.CorrectionLapsed, in_phase(Phase.OPEN))
def why_not_lapse_correction(case: Case) -> Iterator[Reason]:
    """When the day named in the letter is over (条例 Art. 30)."""
    yield from _asked(case)
    asked = case.state.correction
    if asked and asked.lapsed_on:
        yield Reason(f"已于{written(asked.lapsed_on)}认定过", ("条例:30",))
    if asked and case.on <= asked.until:
        yield Reason(f"补正期限到{written(asked.until)}才满", ("条例:30",))


@irregular(a.CorrectionLapsed)
def _unproved_service(case: Case) -> Iterator[Reason]:
    if case.state.served_on(case.state.correction.step) is None:
        yield Reason("认定逾期不补正，没有补正告知书的送达凭证", ("条例:30",))


def _asked(case: Case) -> Iterator[Reason]:
    asked = case.state.correction
    if asked is None:
        yield Reason("没有告知过补正", ("条例:30",))
    elif asked.received_on:
        yield Reason(f"已于{written(asked.received_on)}收到补正", ("条例:30",))
    elif case.on < asked.requested_on:
        yield Reason(f"早于告知补正的{written(asked.requested_on)}", ("条例:30",))


@guard(a.Withdrawn, in_phase(Phase.OPEN))
def why_not_withdraw(case: Case) -> Iterator[Reason]:
    """Until it is answered."""
    if case.act is not None:
        yield from needed(case.act.document, "撤回申请的编号", "条例:45")


@guard(a.HandedOver, in_phase(Phase.OPEN))
def why_not_hand_over(case: Case) -> Iterator[Reason]:
    """Only when organs are reorganised; an application for another organ is answered, not handed over (条例 Art. 36(5))."""
    if case.act is not None:
        yield from needed(case.act.to, "接收机关", "条例:36(5)")
        yield from needed(case.act.document, "移交清单的编号", "条例:45")
