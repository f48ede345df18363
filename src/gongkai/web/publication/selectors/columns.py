"""Which columns of the catalogue an organ has: by law for its kind, narrowed and widened by its powers (条例 Art. 20, 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law import catalogue
from gongkai.web.publication.clock import level_of
from gongkai.web.publication.models import Column

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Iterable, Mapping

    from gongkai.law.catalogue import Entry
    from gongkai.web.organs.models import Organ

# Owed by an organ that has the power alone: a town has these by 赋权 only, so that they are shown when it says so.
BY_POWER = frozenset({"licences", "penalties", "fees", "procurement", "recruitment"})


class Shown(NamedTuple):
    """A column as an organ has it: the entry of the law, what it is called here, whether it is shown, under which power."""

    entry: Entry
    label: str
    shown: bool
    basis: str
    chosen: bool  # somebody said so; otherwise it is the default

    @property
    def key(self) -> str:
        """The key of the entry."""
        return self.entry.key


def all_columns(organ: Organ) -> list[Shown]:
    """Every entry of the law for that kind of organ, in the order of the law."""
    level, said = level_of(organ.level), _said(organ)
    return [_shown(entry, said, level) for entry in catalogue.entries_for(level)]


def columns_of(organ: Organ) -> list[Shown]:
    """Those that the organ shows."""
    return [each for each in all_columns(organ) if each.shown]


def columns_by_organ(organs: Iterable[Organ]) -> dict[uuid.UUID, list[Shown]]:
    """Those that each of many organs shows. One query for all of them."""
    asked = list(organs)
    said: dict[uuid.UUID, dict[str, Column]] = {organ.pk: {} for organ in asked}
    for each in Column.objects.filter(organ__in=asked):
        said[each.organ_id][each.key] = each
    found = {}
    for organ in asked:
        level = level_of(organ.level)
        shown = (_shown(entry, said[organ.pk], level) for entry in catalogue.entries_for(level))
        found[organ.pk] = [each for each in shown if each.shown]
    return found


def label_of(organ: Organ, key: str) -> str:
    """What a column is called there; the key itself for one that the law does not know (any more)."""
    found = _said(organ).get(key)
    if found is not None and found.label:
        return found.label
    try:
        return _default_label(catalogue.by_key(key))
    except catalogue.UnknownEntry:
        return key


def labels_of(organs: Iterable[Organ]) -> Callable[[uuid.UUID, str], str]:
    """What columns are called in lists of several organs: ``label(organ id, key)``. One query for all of them."""
    own = {(each.organ_id, each.key): each.label for each in Column.objects.filter(organ__in=list(organs)).exclude(label="")}

    def label(organ: uuid.UUID, key: str) -> str:
        if (organ, key) in own:
            return own[organ, key]
        try:
            return _default_label(catalogue.by_key(key))
        except catalogue.UnknownEntry:
            return key

    return label


def _said(organ: Organ) -> Mapping[str, Column]:
    return {each.key: each for each in Column.objects.filter(organ=organ)}


def _shown(entry: Entry, said: Mapping[str, Column], level: str) -> Shown:
    row = said.get(entry.key)
    if row is not None:
        return Shown(entry, row.label or _default_label(entry), row.shown, row.basis, True)
    by_power = level == catalogue.TOWN and entry.key in BY_POWER
    return Shown(entry, _default_label(entry), not entry.is_domain and not by_power, "", False)


def _default_label(entry: Entry) -> str:
    return entry.successor or entry.label
