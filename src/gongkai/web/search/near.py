"""What comes near a question that nothing answers in full: a whole sentence finds what has enough of its pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.search.engines import engine
from gongkai.web.search.models import PublicItem
from gongkai.web.search.words import asked_pairs

if TYPE_CHECKING:
    from gongkai.web.search.engine import Question

_SHARE, _LEAST = 0.35, 2  # an item with this share of the pairs, and not one alone, comes near
_OF_A_PAIR = 2000  # places that are looked at for each pair, the newest
_MOST = 100  # items that are shown at all


def items(question: Question) -> list[PublicItem]:
    """Items with enough of the pairs, those with most of them first, then the newest."""
    asked = asked_pairs(question.terms)
    if not asked:
        return []
    least = max(_LEAST, _SHARE * len(asked))
    counts = engine().near(asked, question._replace(terms=(), size=_OF_A_PAIR))
    best = sorted(((count, place) for place, count in counts.items() if count >= least), reverse=True)[:_MOST]
    known = {
        item.place: item
        for item in PublicItem.objects.filter(place__in=[place for _, place in best]).select_related("organ").defer("plain")
    }
    return [known[place] for _, place in best if place in known]
