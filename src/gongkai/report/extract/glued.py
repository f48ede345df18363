"""Digits of several cells with nothing between them, split only where the sums prove the split.

``270020130`` can only be 27 0 0 2 0 1 30 when the last is the sum of the others; where two
splits hold, or the columns do not bear them out, nobody knows and nothing is guessed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Numbers = tuple[int, ...]
_MOST_SPLITS = 4000
_MOST_COMBINATIONS = 20_000
_LONGEST = 60


def splits(groups: Sequence[str], width: int) -> list[Numbers]:
    """All ways to cut groups of digits into ``width`` numbers, none with a leading zero.

    A group boundary is always a boundary of numbers.

    >>> splits(["500000", "5"], 7)
    [(5, 0, 0, 0, 0, 0, 5)]
    """
    if sum(map(len, groups)) > _LONGEST:
        return []
    found: list[Numbers] = []
    for numbers in _cut(tuple(groups), width):
        found.append(numbers)
        if len(found) > _MOST_SPLITS:
            return []
    return found


def _cut(groups: tuple[str, ...], width: int) -> Iterator[Numbers]:
    if not groups:
        if width == 0:
            yield ()
        return
    first, rest = groups[0], groups[1:]
    digits = len(first) + sum(map(len, rest))
    if not len(groups) <= width <= digits:
        return
    longest = 1 if first[0] == "0" else len(first)
    for length in range(1, longest + 1):
        left = first[length:]
        for tail in _cut((left, *rest) if left else rest, width - 1):
            yield (int(first[:length]), *tail)


@cache
def summed_rows(groups: tuple[str, ...], width: int) -> tuple[Numbers, ...]:
    """Splits whose last number is the sum of the others."""
    return tuple(numbers for numbers in splits(groups, width) if numbers[-1] == sum(numbers[:-1]))


def summed_blocks(groups: Sequence[str], blocks: int) -> Numbers | None:
    """The one split into blocks of five, each total the sum of its four; None when none or several."""
    found = list(_block_splits(tuple(groups), blocks))
    return found[0] if len(found) == 1 else None


def _block_splits(groups: tuple[str, ...], blocks: int) -> Iterator[Numbers]:
    if blocks == 0:
        if not groups:
            yield ()
        return
    for head, rest in _heads(groups, 5):
        if head[4] == sum(head[:4]):
            for tail in _block_splits(rest, blocks - 1):
                yield head + tail


def _heads(groups: tuple[str, ...], width: int) -> Iterator[tuple[Numbers, tuple[str, ...]]]:
    """The first ``width`` numbers in every way, and what is left."""
    if width == 0:
        yield (), groups
        return
    if not groups:
        return
    first, rest = groups[0], groups[1:]
    longest = 1 if first[0] == "0" else min(len(first), 8)
    for length in range(1, longest + 1):
        left = first[length:]
        for tail, remaining in _heads((left, *rest) if left else rest, width - 1):
            yield (int(first[:length]), *tail), remaining


def solve(known: Mapping[str, Numbers], glued: Mapping[str, Sequence[str]], results: Sequence[str], width: int) -> dict[str, Numbers]:
    """The rows of table three whose glued digits the sums prove.

    ``known`` are rows read without doubt, ``glued`` rows as groups of digits. A row of as
    many noughts as columns needs no proof. For the rest, row sums and column sums
    (新收 + 结转 = 总计 + 结转下年, 总计 = Σ results) must together leave one solution.
    """
    sure = {key: row for key, groups in glued.items() if (row := _digit_a_column(groups, width)) is not None}
    open_rows = {key: summed_rows(tuple(groups), width) for key, groups in glued.items() if key not in sure}
    if not open_rows or any(not found for found in open_rows.values()):
        return sure
    combinations = 1
    for found in open_rows.values():
        combinations *= len(found)
    if combinations > _MOST_COMBINATIONS:
        return sure
    solutions = list(_solutions({**known, **sure}, open_rows, results, width))
    return {**sure, **solutions[0]} if len(solutions) == 1 else sure


def forced(groups: Sequence[str], width: int) -> Numbers | None:
    """The cut that leading noughts alone force: ``0012`` in three columns is 0 0 12, even were a cell empty.

    >>> forced(["007"], 3), forced(["300"], 3), forced(["31", "31"], 1)
    ((0, 0, 7), None, None)
    """
    found = splits(groups, width)
    return found[0] if len(found) == 1 and not any(splits(groups, less) for less in range(1, width)) else None


def _digit_a_column(groups: Sequence[str], width: int) -> Numbers | None:
    """As many digits as columns, and they add up: no other cut does, not even around an empty cell.

    Digits in several groups may have lost a cell between them, so that only noughts are taken.
    """
    digits = "".join(groups)
    if len(groups) > 1 and digits.strip("0"):
        return None
    row = tuple(map(int, digits))
    if len(row) != width or row[-1] != sum(row[:-1]):
        return None
    return None if any(summed_rows((digits,), less) for less in range(2, width)) else row


def _solutions(
    known: dict[str, Numbers], open_rows: Mapping[str, Sequence[Numbers]], results: Sequence[str], width: int
) -> Iterator[dict[str, Numbers]]:
    keys = sorted(open_rows, key=lambda key: len(open_rows[key]))
    needed = {"new", "carried_in", "total", "carried_out", *results}
    if not needed <= known.keys() | open_rows.keys():
        return

    def choose(index: int, chosen: dict[str, Numbers]) -> Iterator[dict[str, Numbers]]:
        if index == len(keys):
            if _columns_hold({**known, **chosen}, results, width):
                yield dict(chosen)
            return
        for numbers in open_rows[keys[index]]:
            yield from choose(index + 1, {**chosen, keys[index]: numbers})

    yield from choose(0, {})


def _columns_hold(rows: Mapping[str, Numbers], results: Sequence[str], width: int) -> bool:
    for column in range(width):
        total = rows["total"][column]
        if rows["new"][column] + rows["carried_in"][column] != total + rows["carried_out"][column]:
            return False
        if total != sum(rows[key][column] for key in results):
            return False
    return True
