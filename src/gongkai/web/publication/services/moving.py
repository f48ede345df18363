"""机构改革: what was never public goes on at the organ that takes over, documents in force are managed there, and columns are had there too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.web.clock import day_of
from gongkai.web.events import store
from gongkai.web.publication.models import Column, Item, SensitiveWord
from gongkai.web.publication.services import acting
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ


@transaction.atomic
def move_draft(*, item: Item, to: Organ, document: str, on: date, by: User, moment: datetime) -> None:
    """From ``on`` an item that never was public is that of ``to``. Raises ``NotAllowed``."""
    if item.step:  # a draft that nobody handed in has no event yet
        event = p.Moved(source=str(item.organ_id), to=str(to.pk), document=document)
        acting.act(item=item, events=[(event, on)], by=by, moment=moment)
    Item.objects.filter(pk=item.pk).update(organ=to)
    store.pass_on(stream=item.pk, organ=to.pk)
    files.pass_on(stream=item.pk, organ=to.pk)
    item.organ = to


@transaction.atomic
def move_document(*, item: Item, to: Organ, document: str, on: date, by: User, moment: datetime) -> None:
    """From ``on`` the normative document of the item is managed by ``to``, which counts it as in force; its page stays where it is."""
    assert item.document is not None
    state = acting.document_of(item)
    assert state is not None
    source = state.moves[-1].to if state.moves else str(item.organ_id)
    event = d.Moved(source=source, to=str(to.pk), document=document)
    acting.act_on_document(item=item, events=[(event, on)], by=by, moment=moment, today=day_of(moment))
    store.pass_on(stream=item.document, organ=to.pk)


@transaction.atomic
def share_columns(*, organ: Organ, to: Organ) -> int:
    """``to`` has the columns and the watched words too, where it has not said anything itself; how many columns it got.

    Those of ``organ`` stay: its pages keep the names under which things were published.
    """
    known = set(Column.objects.filter(organ=to).values_list("key", flat=True))
    new = [each for each in Column.objects.filter(organ=organ) if each.key not in known]
    Column.objects.bulk_create(Column(organ=to, key=each.key, shown=each.shown, label=each.label, basis=each.basis) for each in new)
    words = set(SensitiveWord.objects.filter(organ=to).values_list("word", flat=True))
    SensitiveWord.objects.bulk_create(
        SensitiveWord(organ=to, word=each.word, why=each.why, instead=each.instead, blocks=each.blocks)
        for each in SensitiveWord.objects.filter(organ=organ)
        if each.word not in words
    )
    return len(new)
