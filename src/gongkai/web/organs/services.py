"""Writing about organs: the tree and its serials."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from gongkai.web.organs import settings
from gongkai.web.organs.models import Organ, Serial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


# What letters and pages say of an organ, and may change; name, place in the tree and first day are what it is.
EDITABLE = (
    "short_name", "word", "credit_code", "site_code", "region", "review_body", "superior", "review_address", "review_online", "court",
    "office", "address", "postcode", "phone", "fax", "email", "hours",
)  # fmt: skip


@transaction.atomic
def edit(*, organ: Organ, changes: Mapping[str, Any]) -> dict[str, list[str]]:
    """Change fields of :data:`EDITABLE`; what changed, each with old and new value. KeyError for another field, ``ValidationError`` for a value."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise KeyError(f"no field of an organ that may be edited: {sorted(unknown)}")
    locked = Organ.objects.select_for_update().get(pk=organ.pk)
    changed = {field: [getattr(locked, field), value] for field, value in changes.items() if getattr(locked, field) != value}
    for field, (_, value) in changed.items():
        setattr(locked, field, value)
        setattr(organ, field, value)
    if changed:
        locked.full_clean(exclude=["path"])
        locked.save(update_fields=list(changed))
    return changed


@transaction.atomic
def choose(*, organ: Organ, choices: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Change settings; what changed, with old and new. One equal to the default is not kept. KeyError for an unknown setting."""
    locked = Organ.objects.select_for_update().get(pk=organ.pk)
    changed = {key: [settings.of(locked, key), value] for key, value in choices.items() if settings.of(locked, key) != value}
    kept = {**locked.choices, **{key: new for key, (_, new) in changed.items()}}
    locked.choices = organ.choices = {key: value for key, value in kept.items() if value != settings.SETTINGS[key].default}
    if changed:
        locked.save(update_fields=["choices"])
    return changed


def why_not_close(*, organ: Organ, last_day: date, successor: Organ | None) -> list[str]:
    """All reasons against closing the organ with that day."""
    reasons = []
    if organ.valid_to:
        reasons.append(f"{organ.name}已经撤销，不用再办。")
    if last_day < organ.valid_from:
        reasons.append("撤销日期早于设立日期，请改正日期。")
    if organ.children.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day)).exists():
        reasons.append("还有没有撤销的下级机关，请先撤销下级。")
    if successor is not None and (successor.pk == organ.pk or successor.path.startswith(organ.path)):
        reasons.append("承接的机关不能是它自己或者它的下级。")
    if successor is not None and successor.valid_to is not None and successor.valid_to <= last_day:
        reasons.append(f"承接的{successor.name}也已撤销，请另选。")
    if successor is not None and successor.valid_from > last_day + timedelta(days=1):
        reasons.append(f"承接的{successor.name}到时还没有设立，请改日期或者另选。")
    return reasons


@transaction.atomic
def close(*, organ: Organ, last_day: date, successor: Organ | None, more: Sequence[Organ] = ()) -> None:
    """``last_day`` is the last one of the organ; ``more`` take over beside ``successor`` (分设). Ask :func:`why_not_close` before."""
    locked = Organ.objects.select_for_update().get(pk=organ.pk)
    locked.valid_to = organ.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    for each in (successor, *more):
        if each is not None:
            each.predecessors.add(locked)


def why_not_rename(*, organ: Organ, name: str, first_day: date) -> list[str]:
    """All reasons against calling the organ by that name from that day on."""
    reasons = []
    if not name.strip():
        reasons.append("没有写新的名称。")
    if name.strip() == organ.name:
        reasons.append(f"{organ.name}现在就叫这个名称，不用再改。")
    if organ.valid_to is not None and organ.valid_to < first_day:
        reasons.append(f"{organ.name}到时已经撤销，不能改名。")
    if first_day <= organ.valid_from:
        reasons.append("改名的日期应当在设立日期以后。")
    if any(each["until"] >= (first_day - timedelta(days=1)).isoformat() for each in organ.former_names):
        reasons.append("这一天以后已经改过一次名称，请改日期。")
    taken = Organ.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first_day), name=name.strip()).exclude(pk=organ.pk)
    if taken.exists():
        reasons.append(f"已经有名为“{name.strip()}”的机关，请核对名称。")
    return reasons


@transaction.atomic
def rename(*, organ: Organ, name: str, short_name: str, first_day: date) -> None:
    """``first_day`` is the first one with the new name. Ask :func:`why_not_rename` before."""
    locked = Organ.objects.select_for_update().get(pk=organ.pk)
    until = (first_day - timedelta(days=1)).isoformat()
    locked.former_names = [*locked.former_names, {"name": locked.name, "short_name": locked.short_name, "until": until}]
    locked.name, locked.short_name = name.strip(), short_name.strip()
    locked.full_clean(exclude=["path"])
    locked.save(update_fields=["name", "short_name", "former_names"])
    organ.name, organ.short_name, organ.former_names = locked.name, locked.short_name, locked.former_names
