"""What an organ has not published yet, and what of it is still in force: it moves when organs are reorganised (机构改革)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.events import store
from gongkai.web.publication.models import Column, Item, ListImport, Phase, Validity
from gongkai.web.publication.models.item import STANDING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_BEFORE = (Phase.DRAFT, Phase.REVIEW, Phase.APPROVED, Phase.SCHEDULED)


def drafts(organ: Organ) -> QuerySet[Item]:
    """Items that never were public and are on their way."""
    found = Item.objects.filter(organ=organ, phase__in=_BEFORE, first_published_on__isnull=True, imported=False)
    return found.select_related("organ", "drafter").order_by("index_number")


def documents(organ: Organ) -> QuerySet[Item]:
    """Items whose normative document it manages, in force or to be; their pages may be those of an organ from which it took over."""
    gone = (Validity.EXPIRED, Validity.REPEALED, Validity.NONE)
    found = Item.objects.filter(document__in=store.of_organ("document", organ.pk)).exclude(validity__in=gone)
    return found.select_related("organ", "drafter").order_by("index_number")


def published(organ: Organ) -> int:
    """How many things of it readers find: they keep their history and their address."""
    return Item.objects.filter(organ=organ, phase__in=STANDING).count()


def columns(organ: Organ) -> int:
    """How many columns it said something of."""
    return Column.objects.filter(organ=organ).count()


def open_imports(organ: Organ) -> int:
    """Lists of a year that somebody has not confirmed or dropped."""
    states = (ListImport.State.CHECKING, ListImport.State.CHECKED, ListImport.State.IMPORTING)
    return ListImport.objects.filter(organ=organ, state__in=states).count()
