"""Writing about organs: the tree and its serials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.web.organs.models import Organ, Serial

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def establish(*, slug: str, name: str, level: str, valid_from: date, parent: Organ | None = None, **fields: Any) -> Organ:
    """A new organ under ``parent``."""
    path = f"{parent.path}{slug}/" if parent else f"/{slug}/"
    organ = Organ(slug=slug, name=name, level=level, valid_from=valid_from, parent=parent, path=path, **fields)
    organ.full_clean(exclude=["path"])
    organ.save(force_insert=True)
    return organ


@transaction.atomic
def next_serial(*, organ: Organ, series: str, year: int) -> int:
    """The next serial of the series; taken with the act that uses it, so that one that fails takes none."""
    row, _ = Serial.objects.select_for_update().get_or_create(organ=organ, series=series, year=year, defaults={"last": 0})
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def next_number(*, organ: Organ, word: str, year: int) -> str:
    """The next 文号 or 登记号 of the organ for a kind of letter: 示政公开补〔2026〕3号 (GB/T 9704-2012 7.2.5)."""
    series = f"{organ.word}{word}"
    return f"{series}〔{year}〕{next_serial(organ=organ, series=series, year=year)}号"
