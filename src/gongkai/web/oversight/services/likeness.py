"""雷同: compare the reports of a year with each other, once while they are the same.

The result has ``organs`` (how many reports), ``left_out`` (how many were too many) and ``pairs``: ids of two organs, the part, the share of the first that
stands in the second and the other way round, in whole per cents.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.proof.similarity import bare
from gongkai.web.oversight.models import Likeness
from gongkai.web.oversight.selectors.likeness import LONG_ENOUGH, MOST, PARTS, TOLD, names_of, papers, stamp_of
from gongkai.web.reporting.selectors.subordinates import below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.likeness import Paper


@transaction.atomic
def ask(*, district: Organ, year: int, moment: datetime) -> Likeness | None:
    """Note that the reports are to be compared; None where what is kept still holds, or is being made."""
    stamp = stamp_of(below(district, year), year)
    row = Likeness.objects.select_for_update().filter(district=district, year=year).first()
    if row is not None and row.stamp == stamp:
        return None if row.made_at else row
    if row is None:
        return Likeness.objects.create(district=district, year=year, stamp=stamp, asked_at=moment)
    row.stamp, row.asked_at, row.made_at = stamp, moment, None
    row.save(update_fields=["stamp", "asked_at", "made_at"])
    return row


def make(*, row: Likeness, moment: datetime) -> None:
    """Compare every two reports, part by part: seconds for :data:`MOST` of them."""
    organs = below(row.district, row.year)
    stamp = stamp_of(organs, row.year)
    found = papers(organs, row.year)
    chosen = found[:MOST]
    row.result = {"organs": len(chosen), "left_out": len(found) - len(chosen), "pairs": list(_pairs(chosen))}
    row.stamp, row.made_at = stamp, moment
    row.save(update_fields=["result", "stamp", "made_at"])


def _pairs(found: Sequence[Paper]) -> Iterator[list[Any]]:
    for part in PARTS:
        for one, other, mine, theirs in _compared(found, part):
            shared = len(mine & theirs)
            share, back = shared / len(mine), shared / len(theirs)
            if max(share, back) >= TOLD:
                yield [str(one.organ.pk), str(other.organ.pk), part, round(100 * share), round(100 * back)]


def _compared(found: Sequence[Paper], part: str) -> Iterator[tuple[Paper, Paper, frozenset[str], frozenset[str]]]:
    """Every two reports whose part is long enough to say something, each bared once."""
    ready = [(paper, bare(paper.texts.get(part, ""), names_of(paper.organ))) for paper in found]
    known = [(paper, frozenset(text.shingles)) for paper, text in ready if len(text.text) >= LONG_ENOUGH]
    for (one, mine), (other, theirs) in combinations(known, 2):
        yield one, other, mine, theirs
