"""What a clerk brings back from another system: an address that is fetched and compared, or a screenshot where it cannot be."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.policy import policy_of
from gongkai.lib.network.safe_http import Answer, Forbidden, Limits, Unreached, fetch
from gongkai.lib.network.target import target
from gongkai.lib.network.wire import SYSTEM
from gongkai.web.channels.base import Outcome, Receipt, Said
from gongkai.web.channels.comparing import Comparison, Point, compare, day_words, plain_of
from gongkai.web.channels.page import page_of
from gongkai.web.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.lib.network.wire import Network
    from gongkai.web.channels.base import Envelope

LIMITS = Limits(seconds=20.0, bytes=4 * 1024 * 1024)
_LONGEST = 500
_GONE = frozenset({404, 410})
_SHOT = "打不开的，请交一张网页的截图，写明什么时候、谁看到的"


def by_address(said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime, network: Network = SYSTEM) -> Receipt:
    """Fetch the address, compare, and say how it stands. A screenshot counts only where the page cannot be read.

    RECEIVED: title, body and dates agree, or differ where a person accepted it with a reason. WAITING: the page differs.
    FAILED: not reached, no screenshot. REFUSED: the address may not be asked, and no screenshot either.
    """
    missing = _missing(said)
    if missing:
        return Receipt(Outcome.WAITING, moment, "".join(missing), said.address, evidence=_said(said))
    try:
        answer = fetch(said.address.strip(), policy=policy_of(settings), limits=LIMITS, network=network)
    except Forbidden as error:
        return _without(said, moment, Outcome.REFUSED, error.sentence())
    except Unreached as error:
        return _without(said, moment, Outcome.FAILED, error.sentence())
    if answer.status in _GONE:
        words = f"网页不存在（{answer.status}），请核对网址。"
        return Receipt(Outcome.WAITING, moment, words, said.address, evidence={**_said(said), **_fetched(answer)})
    if not answer.fine:
        return _without(said, moment, Outcome.FAILED, f"网站不让程序查看（{answer.status}），{_SHOT}")
    try:
        found = compare(answer, envelope)
    except UnusableInput as error:
        return _without(said, moment, Outcome.WAITING, error.sentence())
    if not found.readable:
        return _without(said, moment, Outcome.WAITING, f"网页的内容要用脚本才显示，系统读不到，{_SHOT}")
    return _compared(said, answer, found, envelope, moment)


def by_person(said: Said, envelope: Envelope, moment: datetime, *, where: str, proof: str) -> Receipt:
    """What a person says of a delivery that no address shows: where, since when, who saw it, and the evidence (Art. 23, 25).

    ``where`` and ``proof`` say what is asked for in words of this channel. WAITING with all that is missing, else RECEIVED.
    """
    today = day_of(moment)
    reasons = [] if said.place.strip() else [f"请写明{where}。"]
    if said.on is None:
        reasons.append("请写明是哪一天。")
    elif said.on > today:
        reasons.append("日期还没有到，请改正。")
    elif envelope.issued_on and said.on < envelope.issued_on:
        reasons.append(f"日期早于成文日期 {day_words(envelope.issued_on)}，请改正。")
    if not said.person.strip():
        reasons.append("请写明是谁办的。")
    if not said.files and not said.address.strip():
        reasons.append(f"请交{proof}。")
    if said.address.strip():
        reasons += _wrong_address(said.address)
    if reasons:
        return Receipt(Outcome.WAITING, moment, "".join(reasons), evidence=_said(said))
    assert said.on is not None
    words = f"{day_words(said.on)}，{said.place.strip()}，由{said.person.strip()}办理，有凭据。"
    return Receipt(Outcome.RECEIVED, moment, words, said.address.strip(), evidence=_said(said), on=said.on)


def asked_again(receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime, network: Network = SYSTEM) -> Receipt:
    """The same question later: how the address of a receipt stands now, with what a person said then.

    Not reached is WAITING here: what was given once is not given again because a look at it failed.
    """
    if not receipt.address:
        return receipt
    if receipt.evidence.get("withdrawing"):
        return gone(receipt, envelope, settings, moment, network)
    found = by_address(said_in(receipt), envelope, settings, moment, network)
    outcome = Outcome.WAITING if found.outcome is Outcome.FAILED else found.outcome
    return found._replace(outcome=outcome, reference=receipt.reference)


def to_withdraw(receipt: Receipt, moment: datetime, where: str) -> Receipt:
    """A person must take it down; then :func:`asked_again` looks whether it is gone."""
    words = f"请到{where}撤下这条信息，系统随后核对网址是不是打不开了。"
    return Receipt(Outcome.WAITING, moment, words, receipt.address, receipt.reference, {"withdrawing": True})


def gone(receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime, network: Network = SYSTEM) -> Receipt:
    """RECEIVED when nobody finds it there any more: no page, or a page without it."""
    evidence: dict[str, Any] = {"withdrawing": True}
    try:
        answer = fetch(receipt.address, policy=policy_of(settings), limits=LIMITS, network=network)
        evidence |= _fetched(answer)
        shown = answer.fine and plain_of(envelope.title) in plain_of(page_of(answer.body, answer.headers.get("content-type", "")).text)
    except UnusableInput as error:
        return receipt._replace(outcome=Outcome.WAITING, moment=moment, words=f"{error.sentence()}。", evidence=evidence)
    if answer.status in _GONE or (answer.fine and not shown):
        return receipt._replace(outcome=Outcome.RECEIVED, moment=moment, words="已经撤下，原网址上没有这条信息了。", evidence=evidence)
    words = "原网址上还能看到这条信息，请撤下以后再核对。" if shown else f"网站的答复是 {answer.status}，看不出撤下没有，请稍后再核对。"
    return receipt._replace(outcome=Outcome.WAITING, moment=moment, words=words, evidence=evidence)


def said_in(receipt: Receipt) -> Said:
    """What a person said, as it was kept in the evidence of a receipt."""
    kept = receipt.evidence
    return Said(
        person=str(kept.get("person", "")), address=receipt.address, files=tuple(kept.get("files", ())), reason=str(kept.get("reason", "")),
        accepted=tuple(kept.get("accepted", ())), place=str(kept.get("place", "")),
    )  # fmt: skip


def _missing(said: Said) -> list[str]:
    reasons = []
    if not said.address.strip():
        reasons.append("请贴上发布以后的网址。")
    else:
        reasons += _wrong_address(said.address)
    if said.accepted and not said.reason.strip():
        reasons.append("网页和登记的不同而仍然算数的，请写明理由。")
    if said.files and not said.person.strip():
        reasons.append("以截图为凭的，请写明是谁看到的。")
    return reasons


def _wrong_address(address: str) -> list[str]:
    if len(address) > _LONGEST:
        return [f"网址超过 {_LONGEST} 个字符，请去掉问号后面的部分。"]
    try:
        target(address.strip())
    except Forbidden as error:
        return [f"{error.sentence()}。"]
    return []


def _without(said: Said, moment: datetime, outcome: Outcome, why: str) -> Receipt:
    """The page could not be read: a screenshot counts, else the sentence."""
    evidence = {**_said(said), "unread": why}
    if said.files:
        return Receipt(Outcome.RECEIVED, moment, f"网页没有读到（{why}），以{said.person}的截图为凭。", said.address, evidence=evidence)
    return Receipt(outcome, moment, why if why.endswith("。") else f"{why}。", said.address, evidence=evidence)


def _compared(said: Said, answer: Answer, found: Comparison, envelope: Envelope, moment: datetime) -> Receipt:
    evidence = {**_said(said), **_fetched(answer), "points": found.evidence()}
    against = found.against(said.accepted)
    address = answer.url if len(answer.url) <= _LONGEST else said.address
    if against:
        words = f"{found.words()}请改正网页后再核对；网页是对的，请写明理由。"
        return Receipt(Outcome.WAITING, moment, words, address, evidence=evidence)
    waived: list[Point] = [point for point in found.points if point.fine is False]
    words = found.words() + (f"不一致的已由{said.person or '经办人'}确认：{said.reason}" if waived else "")
    return Receipt(Outcome.RECEIVED, moment, words, address, evidence=evidence, on=_day(found, envelope, moment))


def _day(found: Comparison, envelope: Envelope, moment: datetime) -> date | None:
    """The day that the page shows, when it can be true: not before it was approved here, not in days to come."""
    return found.shown_on if found.shown_on and envelope.published_on <= found.shown_on <= day_of(moment) else None


def _said(said: Said) -> dict[str, Any]:
    kept = {"person": said.person, "place": said.place, "files": list(said.files), "reason": said.reason, "accepted": list(said.accepted)}
    if said.on:
        kept["on"] = said.on.isoformat()
    return {key: value for key, value in kept.items() if value}


def _fetched(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "fetched": answer.url,
        "trail": list(answer.trail),
        "sha256": hashlib.sha256(answer.body).hexdigest(),
        "bytes": len(answer.body),
    }
