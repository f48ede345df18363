"""What a person says of a delivery made by hand: looked into as far as it can be, kept with its evidence; that is the receipt.

The network is asked outside any transaction, as in ``delivering``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.channels.base import Outcome
from gongkai.web.channels.registry import by_key
from gongkai.web.channels.selectors import settings_of
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.selectors.envelopes import envelope_of
from gongkai.web.publication.services.acting import actor_of
from gongkai.web.publication.services.delivering import RECEIPT, keep
from gongkai.web.vault import files
from gongkai.web.vault.kinds import PAPERS

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.channels.base import Receipt, Said
    from gongkai.web.vault.files import Upload

_CITE = ("条例:23",)
_OVER = (Delivery.State.RECEIVED, Delivery.State.CANCELLED, Delivery.State.WITHDRAWING, Delivery.State.WITHDRAWN)


def why_not_confirm(delivery: Delivery) -> tuple[Reason, ...]:
    """All reasons against saying anything more of it."""
    if delivery.account is None:
        return (Reason("这一次投送没有渠道，不用登记凭证", _CITE),)
    return (Reason(f"这一次投送{delivery.get_state_display()}，不能再改", _CITE),) if delivery.state in _OVER else ()


def confirm(*, delivery: Delivery, said: Said, by: User, moment: datetime, proof: Upload | None = None) -> Receipt:
    """Look into what the person says and keep the answer, whatever it is. A screenshot or scan stays with the delivery.

    Raises :class:`NotAllowed` when it is over, or when the day lies before the approval; :class:`UnusableInput` for a file that is no picture.
    """
    reasons = why_not_confirm(delivery)
    if reasons:
        raise NotAllowed(reasons)
    assert delivery.account is not None
    stored = None
    if proof is not None:
        stored = files.store(
            name=proof.name, data=proof.data, purpose=RECEIPT, stream=delivery.item_id, organ=delivery.item.organ_id, by=actor_of(by), moment=moment,
            allowed=PAPERS,
        )  # fmt: skip
    known = str(stored.pk) if stored else str(delivery.scan_id) if delivery.scan_id else ""
    said = said._replace(files=(known,) if known else ())
    receipt = by_key(delivery.channel).confirm(said, envelope_of(delivery.version), settings_of(delivery.account), moment)
    if receipt.outcome is Outcome.RECEIVED and receipt.on is None and said.on is not None:
        receipt = receipt._replace(on=said.on)
    with transaction.atomic():
        if stored is not None:
            Delivery.objects.filter(pk=delivery.pk).update(scan=stored)
        keep(delivery=delivery, receipt=receipt, by=by, moment=moment)
    return receipt
