"""The one thing to do next about a case: its words, why, and where the button leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from gongkai.ledger.reasons import short
from gongkai.ledger.standing import OFFICER
from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.models import Letter
from gongkai.web.applications.selectors.days import RUNNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.ledger.standing import Duty
    from gongkai.web.applications.acts import Offer
    from gongkai.web.applications.selectors.casefile import Casefile

# What a duty of ledger.standing asks for → keys of the acts that fulfil it, the first that is possible.
_FULFIL = (
    ("补正", ("lapse_correction", "receive_correction")),
    ("缴费", ("lapse_fee", "record_payment")),
    ("提出意见", ("lapse_consultation", "receive_opinion")),
    ("反馈", ("receive_help",)),
    ("告知不再处理", ("close",)),
    ("判断", ("assess_reasons",)),
    ("对第", ("decide_item",)),
    ("重新答复", ("reanswer",)),
    ("答复", ("answer",)),
    ("登记", ("serve",)),
)
_LETTERS = {
    Letter.State.DRAFT: ("继续起草", "有一份草稿还没有发出"),
    Letter.State.IN_APPROVAL: ("查看审签", "有一份文书正在审签"),
    Letter.State.APPROVED: ("发出文书", "文书已经签发，还没有发出"),
}


class NextStep(NamedTuple):
    """``post``: the button changes something by itself and is a form; else it leads to a page."""

    verb: str
    why: str
    address: str
    post: bool = False


def next_step(file: Casefile, offered: Sequence[Offer]) -> NextStep | None:
    """What comes next; None when nothing is left to do."""
    case = file.case
    if case.phase == Phase.UNREGISTERED:
        return NextStep("确认收到", file.reminder.words, reverse("desk:confirm", args=[case.pk]))
    if case.phase in RUNNING and case.handler_id is None:
        return NextStep("接手办理", "还没有经办人", reverse("desk:take", args=[case.pk]), post=True)
    for letter in file.letters:
        if letter.state in _LETTERS:
            verb, why = _LETTERS[Letter.State(letter.state)]
            return NextStep(verb, f"{why}：{letter.number or letter.code}", reverse("desk:letter", args=[letter.pk]))
    possible = {offer.act.key: offer for offer in offered if not offer.reasons}
    for duty in _in_order(file.duties):
        for start, keys in _FULFIL:
            key = next((key for key in keys if key in possible), "") if duty.what.startswith(start) else ""
            if key:
                return NextStep(possible[key].act.verb, sentence_of(duty), reverse("desk:act", args=[case.pk, key]))
    return None


def refusal(offer: Offer) -> str:
    """Why an act is not possible now: all reasons with their clauses, behind its name where they do not say it themselves."""
    sentences = "；".join(dict.fromkeys(reason.sentence for reason in offer.reasons))
    return sentences if sentences.startswith("不能") else f"不能{offer.act.verb}：{sentences}"


def _in_order(duties: Sequence[Duty]) -> list[Duty]:
    """What stops everything, then what the clock asks for, then what is left.

    While somebody else is waited for, proof of service comes first: his time runs from that day.
    """
    ours = [duty for duty in duties if duty.who == OFFICER]
    service = [duty for duty in ours if duty.what.startswith("登记")]
    finding = [duty for duty in ours if duty.what.startswith(("告知", "判断"))]
    answer = [duty for duty in ours if duty not in service and duty not in finding]
    helpers = [duty for duty in duties if duty.what == "反馈"]
    theirs = [duty for duty in duties if duty not in ours and duty not in helpers]
    return [*finding, *service, *theirs, *helpers] if theirs else [*finding, *answer, *service, *helpers]


def sentence_of(duty: Duty) -> str:
    """A duty as one sentence with its clause."""
    until = f"，{duty.until.year}年{duty.until.month}月{duty.until.day}日以前" if duty.until else ""
    return f"{duty.who}{duty.what}{until}（{'、'.join(map(short, duty.cites))}）"
