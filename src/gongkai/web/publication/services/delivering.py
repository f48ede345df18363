"""Bringing an item to its channels: queued, tried again, counted only when it is received.

The network is never asked inside a transaction: what is to be sent is read, sent, and only then is the answer written.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.base import Outcome, Receipt
from gongkai.web.channels.registry import by_key
from gongkai.web.channels.selectors import accounts_of, settings_of
from gongkai.web.clock import day_of
from gongkai.web.publication.models import Attempt, Delivery
from gongkai.web.publication.selectors.envelopes import envelope_of, our_address
from gongkai.web.publication.services.acting import SYSTEM, act, actor_of, state_of
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.channels.models import Account
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item
    from gongkai.web.vault.files import Upload

OWN_COLUMN = "column"
RECEIPT = "publication_receipt"
MOST_TRIES = 8
TAKEN = {"采用": True, "没有采用": False}  # what the other side of 报送 answered; anything else is not known
_FIRST_WAIT = timedelta(minutes=2)  # then 8, 18, 32 … minutes
_ASK_AGAIN = timedelta(minutes=5)
_LOOK_AGAIN = timedelta(days=1)
_STATES = {
    Outcome.RECEIVED: Delivery.State.RECEIVED, Outcome.WAITING: Delivery.State.WAITING, Outcome.FAILED: Delivery.State.FAILED,
    Outcome.REFUSED: Delivery.State.REFUSED,
}  # fmt: skip
_LEASE = timedelta(minutes=10)  # for that long a try belongs to the worker that took it
_OPEN = (Delivery.State.QUEUED, Delivery.State.FAILED, Delivery.State.WAITING)


def usual_accounts(organ: Organ) -> Iterable[Account]:
    """The channels that an organ uses, chosen when nobody says otherwise."""
    return accounts_of(organ)


@transaction.atomic
def queue(*, item: Item, accounts: Sequence[Account], by: User | str, moment: datetime) -> list[Delivery]:
    """Put the version that readers see on its way; one that is on its way already is left alone."""
    version = item.shown
    assert version is not None
    known = set(Delivery.objects.filter(version=version).values_list("account_id", flat=True))
    made = []
    for account in accounts:
        if account.pk in known:
            continue
        channel = by_key(account.channel)
        outlet = account.outlet or (channel.outlet.value if channel.outlet else "")
        made.append(
            Delivery.objects.create(
                item=item,
                version=version,
                account=account,
                channel=account.channel,
                outlet=outlet,
                next_try_at=moment,
                created_at=moment,
                by=actor_of(by),
            )
        )
    Delivery.objects.filter(item=item, state__in=_OPEN).exclude(version=version).update(state=Delivery.State.CANCELLED, next_try_at=None)
    return made


def run_due(*, moment: datetime, most: int = 200) -> int:
    """Try everything whose time has come; how many were tried. One that fails never stops the others, and no two workers try the same."""
    due = Delivery.objects.filter(state__in=(*_OPEN, Delivery.State.WITHDRAWING), next_try_at__lte=moment)
    tried = 0
    for delivery in due.select_related("item__organ", "version__item__organ", "account__organ").order_by("next_try_at")[:most]:
        if not Delivery.objects.filter(pk=delivery.pk, next_try_at=delivery.next_try_at).update(next_try_at=moment + _LEASE):
            continue
        run(delivery=delivery, moment=moment)
        tried += 1
    return tried


def run(*, delivery: Delivery, moment: datetime, by: User | str = SYSTEM) -> Receipt:
    """Try one now: hand it over, ask how it stands, or take it down. What came back is kept."""
    assert delivery.account is not None
    channel, settings = by_key(delivery.channel), settings_of(delivery.account)
    envelope, last = envelope_of(delivery.version), receipt_of(delivery)
    if delivery.state == Delivery.State.WITHDRAWING:
        begun = "withdrawing" in delivery.evidence
        receipt = channel.ask(last, envelope, settings, moment) if begun else channel.withdraw(last, envelope, settings, moment)
        _keep_leaving(delivery, receipt, moment)
        return receipt
    given = delivery.state == Delivery.State.WAITING and delivery.tries
    # What already has an address was given once: a look that failed gives nothing twice.
    looked = delivery.state == Delivery.State.FAILED and delivery.address
    receipt = channel.ask(last, envelope, settings, moment) if given or looked else channel.deliver(envelope, settings, moment)
    keep(delivery=delivery, receipt=receipt, by=by, moment=moment)
    return receipt


@transaction.atomic
def _keep_leaving(delivery: Delivery, receipt: Receipt, moment: datetime) -> None:
    """Write how far the taking down is; a channel that a person must clear is looked at again once a day."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    gone = receipt.outcome is Outcome.RECEIVED
    row.state = Delivery.State.WITHDRAWN if gone else Delivery.State.WITHDRAWING
    row.words, row.evidence = receipt.words, {**row.evidence, **receipt.evidence, "withdrawing": True}
    row.withdrawn_on = day_of(moment) if gone else None
    row.next_try_at = None if gone else moment + _LOOK_AGAIN
    row.save(update_fields=["state", "words", "evidence", "withdrawn_on", "next_try_at"])
    Attempt.objects.create(delivery=row, at=moment, outcome=receipt.outcome.value, words=receipt.words)


@transaction.atomic
def confirm_gone(*, delivery: Delivery, words: str, by: User, moment: datetime) -> None:
    """A person took it down there and says so. Raises :class:`NotAllowed` when nothing is to be taken down, or without words."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    problems = [] if words.strip() else [Reason("没有写谁在哪里撤下的", ("条例:23",))]
    if row.state != Delivery.State.WITHDRAWING:
        problems.append(Reason(f"这一次投送{row.get_state_display()}，不用撤下", ("条例:23",)))
    if problems:
        raise NotAllowed(tuple(problems))
    row.state, row.withdrawn_on, row.next_try_at, row.words = Delivery.State.WITHDRAWN, day_of(moment), None, words.strip()
    row.save(update_fields=["state", "withdrawn_on", "next_try_at", "words"])
    Attempt.objects.create(delivery=row, at=moment, outcome="gone", words=f"{actor_of(by)}：{words.strip()}")


@transaction.atomic
def keep(*, delivery: Delivery, receipt: Receipt, by: User | str, moment: datetime, proof: Upload | None = None) -> None:
    """Write what came back; what was received becomes an event, and only that is counted."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("item__organ").get(pk=delivery.pk)
    if row.state in (Delivery.State.RECEIVED, Delivery.State.CANCELLED, Delivery.State.WITHDRAWN):
        raise NotAllowed((Reason(f"这一次投送{row.get_state_display()}，不能再改", ("条例:23",)),))
    row.tries += 1
    row.state = _STATES[receipt.outcome]
    row.words, row.reference, row.evidence = receipt.words, receipt.reference or row.reference, dict(receipt.evidence)
    row.address = receipt.address or row.address
    row.next_try_at = _next_try(row, moment)
    if proof is not None:
        row.scan = files.store(
            name=proof.name, data=proof.data, purpose=RECEIPT, stream=row.item_id, organ=row.item.organ_id, by=actor_of(by), moment=moment
        )
    if row.state == Delivery.State.FAILED and row.tries >= MOST_TRIES:
        row.state, row.next_try_at = Delivery.State.REFUSED, None
        row.words = f"{receipt.words}（已试 {row.tries} 次，不再自动重试）"
    if row.state == Delivery.State.RECEIVED:
        row.received_on = receipt.on or day_of(receipt.moment)  # a person may say afterwards since when it stands there
    row.save()
    Attempt.objects.create(delivery=row, at=moment, outcome=receipt.outcome.value, words=receipt.words)
    for name in ("state", "tries", "words", "reference", "evidence", "address", "next_try_at", "received_on", "scan"):
        setattr(delivery, name, getattr(row, name))
    if row.state == Delivery.State.RECEIVED:
        _record(row, by, moment)


@transaction.atomic
def give_up(*, delivery: Delivery, reason: str, by: User, moment: datetime) -> None:
    """Do not send it any more. Raises :class:`NotAllowed` without a reason, or when it is already there."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    problems = [] if reason.strip() else [Reason("没有写为什么不再送", ("条例:23",))]
    if row.state in (Delivery.State.RECEIVED, Delivery.State.WITHDRAWN, Delivery.State.CANCELLED):
        problems.append(Reason(f"这一次投送{row.get_state_display()}", ("条例:23",)))
    if problems:
        raise NotAllowed(tuple(problems))
    row.state, row.next_try_at, row.words = Delivery.State.CANCELLED, None, reason.strip()
    row.save(update_fields=["state", "next_try_at", "words"])
    Attempt.objects.create(delivery=row, at=moment, outcome="cancelled", words=f"{actor_of(by)}：{reason.strip()}")


@transaction.atomic
def retry(*, delivery: Delivery, moment: datetime) -> None:
    """Try again now what was refused: somebody mended it."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state not in (Delivery.State.REFUSED, Delivery.State.FAILED):
        raise NotAllowed((Reason(f"这一次投送{row.get_state_display()}，不用重试", ("条例:23",)),))
    row.state, row.tries, row.next_try_at = Delivery.State.QUEUED, 0, moment
    row.save(update_fields=["state", "tries", "next_try_at"])


def withdraw(*, item: Item, outlets: Sequence[Outlet], moment: datetime) -> None:
    """Take it down from channels: our column at once; of the others each sees to it in its way, and the row says what is owed."""
    chosen = Delivery.objects.filter(item=item, state=Delivery.State.RECEIVED, outlet__in=[each.value for each in outlets])
    chosen.filter(account__isnull=True).update(state=Delivery.State.WITHDRAWN, withdrawn_on=day_of(moment))
    chosen.filter(account__isnull=False).update(state=Delivery.State.WITHDRAWING, next_try_at=moment)
    Delivery.objects.filter(item=item, state__in=_OPEN).update(state=Delivery.State.CANCELLED, next_try_at=None)


def receipt_of(delivery: Delivery) -> Receipt:
    """The last receipt, as the channel gave it."""
    outcome = {state: outcome for outcome, state in _STATES.items()}.get(Delivery.State(delivery.state), Outcome.WAITING)
    return Receipt(outcome, delivery.created_at, delivery.words, delivery.address, delivery.reference, delivery.evidence)


def _record(row: Delivery, by: User | str, moment: datetime) -> None:
    """The event of what was received: 公开 on an outlet, or 报送. A second channel of the same outlet adds a receipt, no event."""
    item = row.item
    assert row.received_on is not None
    if not row.outlet:
        taken = TAKEN.get(str(row.evidence.get("taken", "")))
        act(item=item, events=[(p.SentUp(receipt=str(row.pk), taken=taken), row.received_on)], by=by, moment=moment)
        return
    outlet = Outlet.of(row.outlet)
    standing = state_of(item).on_outlet(outlet)
    if standing is None or standing.content != str(row.version_id):
        act(item=item, events=[(p.Published(outlet=outlet, receipt=str(row.pk)), row.received_on)], by=by, moment=moment)


def _next_try(row: Delivery, moment: datetime) -> datetime | None:
    if row.state == Delivery.State.FAILED:
        asked = row.evidence.get("retry_after")  # seconds that the other side wants
        return moment + max(row.tries**2 * _FIRST_WAIT, timedelta(seconds=asked if isinstance(asked, int) else 0))
    if row.state == Delivery.State.WAITING and row.reference:  # the other side works on it: ask again; a person needs no asking
        return moment + _ASK_AGAIN
    return None


__all__ = [
    "MOST_TRIES", "OWN_COLUMN", "confirm_gone", "give_up", "keep", "our_address", "queue", "receipt_of", "retry", "run", "run_due", "usual_accounts", "withdraw",
]  # fmt: skip
