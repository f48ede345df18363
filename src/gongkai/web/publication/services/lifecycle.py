"""规范性文件 and 规章 from issue to the end: table two (一) of the annual report is counted from these events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary.codes import DocumentSort
from gongkai.web.clock import day_of
from gongkai.web.publication.models import Item, Validity
from gongkai.web.publication.models.item import DOCUMENTS
from gongkai.web.publication.projection import validity_of
from gongkai.web.publication.services import indexing
from gongkai.web.publication.services.acting import act_on_document, document_of, locked

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User

_CITE = ("条例:20(1)",)


@transaction.atomic
def follow(*, item: Item, by: User | str, moment: datetime) -> None:
    """When a document becomes public: it is issued, or its new text amends it. Nothing for other papers."""
    if item.genre not in DOCUMENTS or item.shown is None:
        return
    state, content = document_of(item), str(item.shown_id)
    if state is None:
        event = d.Issued(
            sort=DocumentSort.of(item.genre),
            number=item.number or "无文号",
            content=content,
            publication=str(item.pk),
            expires_on=item.expires_on,
        )
        act_on_document(item=item, events=[(event, item.formed_on)], by=by, moment=moment, today=day_of(moment))
    elif state.content != content and state.ended_on is None:
        amended = d.Amended(number=item.number or "无文号", content=content, expires_on=item.expires_on)
        act_on_document(item=item, events=[(amended, item.shown.changed_on)], by=by, moment=moment, today=day_of(moment))


@transaction.atomic
def repeal(*, item: Item, number: str, on: date, by: User | str, moment: datetime) -> None:
    """Repealed by the paper of that 文号; ``on`` is the first day it no longer holds, and may lie ahead. Raises :class:`NotAllowed`."""
    row = locked(item)
    if row.document is None:
        raise NotAllowed((Reason("这不是登记的规范性文件或者规章，或者还没有公开", _CITE),))
    act_on_document(item=item, events=[(d.Repealed(number=number.strip()), on)], by=by, moment=moment, today=day_of(moment))
    _seen(item, moment)


@transaction.atomic
def expire(*, item: Item, by: User | str, moment: datetime) -> None:
    """It ended on the day that it names."""
    if item.expires_on is None:
        raise NotAllowed((Reason("文件没有写明失效日，请用废止", _CITE),))
    act_on_document(item=item, events=[(d.Expired(), item.expires_on)], by=by, moment=moment, today=day_of(moment))
    _seen(item, moment)


def follow_days(*, today: date, moment: datetime) -> int:
    """What the day brings by itself: documents expire, come into force, or end as was written ahead. How many changed."""
    changed = 0
    ending = Item.objects.filter(document__isnull=False, validity__in=(Validity.VALID, Validity.AMENDED, Validity.COMING)).select_related(
        "organ", "shown"
    )
    for item in ending:
        state = document_of(item)
        if state is not None and state.expires_on is not None and state.expires_on <= today and state.ended_on is None:
            expire(item=item, by="system", moment=moment)
            changed += 1
            continue
        now = validity_of(item, state, today)
        if now != item.validity:
            with transaction.atomic():
                item.validity = now
                item.save(update_fields=["validity"])
                _seen(item, moment)
            changed += 1
    return changed


def _seen(item: Item, moment: datetime) -> None:
    """Readers see another 有效性 from now on, in lists and in the search too."""
    item.changed_at = moment
    item.save(update_fields=["changed_at"])
    indexing.refresh(item=item, on=day_of(moment))
