"""The four labels of an item as one number, so that twenty thousand hits are divided into facets without reading an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.lib.errors import UnusableInput
from gongkai.web.search.engine import Labels
from gongkai.web.search.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Numbers = Mapping[tuple[str, str], int]  # of a kind and a value

BITS = {"organ": 20, "column": 16, "genre": 12, "validity": 12}  # how many each kind has; together under 63
_NOTHING = 0  # the number of ""


def pack(labels: Labels, numbers: Numbers) -> int:
    """The shelf of these labels."""
    shelf = 0
    for kind, value, bits in zip(Labels._fields, labels, BITS.values(), strict=True):
        shelf = shelf << bits | (numbers[kind, value] if value else _NOTHING)
    return shelf


def unpack(shelf: int) -> tuple[int, int, int, int]:
    """The numbers of organ, column, genre and validity; 0 is none.

    >>> unpack(pack(Labels("a", "", "b", ""), {("organ", "a"): 7, ("genre", "b"): 2}))
    (7, 0, 2, 0)
    """
    return shelf >> 40, shelf >> 24 & 0xFFFF, shelf >> 12 & 0xFFF, shelf & 0xFFF


def counts(shelved: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int], dict[int, int], dict[int, int]]:
    """How many hits have each organ, column, genre and validity, by their numbers.

    >>> counts({pack(Labels("a", "", "b", ""), {("organ", "a"): 7, ("genre", "b"): 2}): 5})
    ({7: 5}, {0: 5}, {2: 5}, {0: 5})
    """
    organs: dict[int, int] = {}
    others: dict[int, int] = {}  # there are many organs, and few ways in which the rest is put together
    for shelf, hits in shelved.items():
        organ, other = shelf >> 40, shelf & (1 << 40) - 1
        organs[organ] = organs.get(organ, 0) + hits
        others[other] = others.get(other, 0) + hits
    columns: dict[int, int] = {}
    genres: dict[int, int] = {}
    validities: dict[int, int] = {}
    for other, hits in others.items():
        _, column, genre, validity = unpack(other)
        for found, number in ((columns, column), (genres, genre), (validities, validity)):
            found[number] = found.get(number, 0) + hits
    return organs, columns, genres, validities


def numbers(wanted: Iterable[Labels], names: Mapping[str, str], table: Any) -> Numbers:
    """The numbers of all these labels; new ones are given, and columns told their names. Only one writer may do so at a time."""
    values = {(kind, value) for labels in set(wanted) for kind, value in zip(Labels._fields, labels, strict=True) if value}
    known = {(each.kind, each.value): each for each in table.filter(value__in={value for _, value in values})}
    _name(known.values(), names, table)
    missing = sorted(values - known.keys())
    fresh = []
    for kind in dict.fromkeys(kind for kind, _ in missing):
        last = table.filter(kind=kind).order_by("-number").values_list("number", flat=True).first() or _NOTHING
        for number, value in enumerate((value for each, value in missing if each == kind), last + 1):
            if number >= 1 << BITS[kind]:
                raise UnusableInput(f"检索的分类太多：{kind} 已有 {last} 种", "请检查栏目、体裁和有效性是否填写正确")
            name = names.get(value, "") if kind == "column" else ""
            fresh.append(table.model(kind=kind, number=number, value=value, name=name, plain=plain(name)))
    table.bulk_create(fresh)
    return {(each.kind, each.value): each.number for each in (*known.values(), *fresh)}


def values(shelves: Iterable[int], table: Any) -> dict[int, Labels]:
    """The labels of each shelf."""
    parts = {shelf: unpack(shelf) for shelf in shelves}
    found = {
        (kind, number): value
        for kind, at in zip(Labels._fields, range(4), strict=True)
        for number, value in table.filter(kind=kind, number__in={part[at] for part in parts.values()}).values_list("number", "value")
    }
    return {
        shelf: Labels(*(found.get((kind, number), "") for kind, number in zip(Labels._fields, part, strict=True)))
        for shelf, part in parts.items()
    }


def _name(known: Iterable[Any], names: Mapping[str, str], table: Any) -> None:
    """A column is called as it was called last."""
    changed = [each for each in known if each.kind == "column" and names.get(each.value, each.name) not in ("", each.name)]
    for each in changed:
        each.name = names[each.value]
        each.plain = plain(each.name)
    if changed:
        table.bulk_update(changed, ["name", "plain"])
