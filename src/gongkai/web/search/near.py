"""What comes near a question that nothing answers in full: a whole sentence finds what has enough of its pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.search.engines import engine
from gongkai.web.search.models import PublicItem
from gongkai.web.search.words import asked_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.search.engine import Question

_SHARE, _LEAST = 0.35, 2  # an item with this share of the pairs, and not one alone, comes near
_OF_A_PAIR = 1000  # places that are looked at for each pair, the newest
_MOST = 100  # items that are shown at all


def places(question: Question) -> list[int]:
    """Places with enough of the pairs, those with most of them first, then the newest."""
    asked = asked_pairs(question.terms)
    if not asked:
        return []
    least = max(_LEAST, _SHARE * len(asked))
    counts = engine().near(asked, question._replace(terms=(), size=_OF_A_PAIR))
    return [place for _, place in sorted(((count, place) for place, count in counts.items() if count >= least), reverse=True)[:_MOST]]


def items(places: Sequence[int]) -> list[PublicItem]:
    """The items that stand there, in this order."""
    if not places:
        return []
    known = {item.place: item for item in PublicItem.objects.filter(place__in=places).select_related("organ").defer("plain")}
    return [known[place] for place in places if place in known]
