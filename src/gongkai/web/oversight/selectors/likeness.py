"""雷同: the annual reports of a year below a district, and the passages that two of them share."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F

from gongkai.lib.text import squeeze
from gongkai.proof.similarity import passages
from gongkai.web.oversight.models import Likeness
from gongkai.web.reporting.models import Edition, PastReport, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from gongkai.web.organs.models import Organ

MOST = 200  # reports that are compared with each other
PARTS = {"overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}
LONG_ENOUGH = 200  # bare characters from which a likeness says something: rule D003
ALIKE, TOLD = 0.6, 0.3  # from which a pair counts as alike, and from which it is kept at all
PASSAGE = 30  # bare characters of a passage that is shown
_MATRIX = 30  # organs of a matrix that a page can hold


class Paper(NamedTuple):
    """The text of one report: ``key`` names its content, ``texts`` by part."""

    organ: Organ
    key: str
    texts: dict[str, str]


class Pair(NamedTuple):
    """Two reports that share a part: ``share`` of the first stands in the second, ``back`` the other way round (whole per cents)."""

    one: Organ
    other: Organ
    part: str
    share: int
    back: int

    @property
    def label(self) -> str:
        """Which part."""
        return PARTS[self.part]

    @property
    def most(self) -> int:
        """The larger share."""
        return max(self.share, self.back)

    @property
    def alike(self) -> bool:
        """Whether it counts as alike."""
        return self.most >= round(ALIKE * 100)


class Piece(NamedTuple):
    """A piece of a text: ``shared`` where the other report has it too."""

    text: str
    shared: bool


class Cell(NamedTuple):
    """A cell of the matrix: the strongest pair of two organs, None for an organ with itself and where nothing is told."""

    pair: Pair | None
    same: bool


def papers(organs: Sequence[Organ], year: int) -> list[Paper]:
    """The reports on that year, of each organ its own one: the newest edition, else what was brought in. Two queries."""
    known = {organ.pk: organ for organ in organs}
    found: dict[UUID, Paper] = {}
    past = PastReport.objects.filter(organ__in=list(known), year=year, replaced_at=None)
    for organ, pk, document in past.values_list("organ", "pk", "document"):
        found[organ] = Paper(known[organ], f"past:{pk}", _texts(document))
    newest = Edition.objects.filter(report__organ__in=list(known), report__year=year, report__scope=Scope.OWN, number=F("report__edition"))
    for whose, edition, document in newest.values_list("report__organ", "pk", "document"):
        found[whose] = Paper(known[whose], f"edition:{edition}", _texts(document))
    return sorted(found.values(), key=lambda paper: paper.organ.path)


def stamp_of(organs: Sequence[Organ], year: int) -> str:
    """Another one whenever a report of the year is another; no text is read. Two queries."""
    known = [organ.pk for organ in organs]
    editions = Edition.objects.filter(report__organ__in=known, report__year=year, report__scope=Scope.OWN, number=F("report__edition"))
    past = PastReport.objects.filter(organ__in=known, year=year, replaced_at=None)
    keys = [f"edition:{pk}" for pk in editions.values_list("pk", flat=True)] + [f"past:{pk}" for pk in past.values_list("pk", flat=True)]
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def kept(district: Organ, year: int) -> Likeness | None:
    """What was compared last."""
    return Likeness.objects.filter(district=district, year=year).first()


def pairs_of(row: Likeness, organs: Sequence[Organ]) -> list[Pair]:
    """The pairs of a result, the strongest first; only organs that the reader sees."""
    known = {str(organ.pk): organ for organ in organs}
    made = [
        Pair(known[one], known[other], part, share, back)
        for one, other, part, share, back in (row.result or {}).get("pairs", ())
        if one in known and other in known
    ]
    return sorted(made, key=lambda pair: (-pair.most, pair.one.path, pair.other.path))


def matrix(pairs: Sequence[Pair]) -> tuple[list[Organ], list[tuple[Organ, list[Cell]]]]:
    """The organs of the strongest pairs beside each other, at most :data:`_MATRIX`."""
    organs: dict[UUID, Organ] = {}
    for pair in pairs:
        for organ in (pair.one, pair.other):
            if len(organs) < _MATRIX:
                organs.setdefault(organ.pk, organ)
    strongest: dict[frozenset[UUID], Pair] = {}
    for pair in pairs:
        strongest.setdefault(frozenset((pair.one.pk, pair.other.pk)), pair)
    shown = sorted(organs.values(), key=lambda organ: organ.path)
    rows = [(mine, [Cell(strongest.get(frozenset((mine.pk, each.pk))), mine.pk == each.pk) for each in shown]) for mine in shown]
    return shown, rows


def names_of(organ: Organ) -> tuple[str, ...]:
    """The names of an organ and their ends, which do not count as text (示例镇)."""
    names = set()
    for name in (organ.name, organ.short_name):
        short = squeeze(name).removesuffix("人民政府").removesuffix("办事处")
        names |= {squeeze(name), short, *(short[-length:] for length in (3, 4, 5) if len(short) > length)}
    return tuple(sorted(names - {""}))


def side_by_side(one: Paper, other: Paper, part: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut where they are the same, for at least :data:`PASSAGE` characters."""
    names = tuple(sorted({*names_of(one.organ), *names_of(other.organ)}))
    first, second = one.texts.get(part, ""), other.texts.get(part, "")
    return list(_cut(first, passages(first, second, names, PASSAGE))), list(_cut(second, passages(second, first, names, PASSAGE)))


def _cut(text: str, shared: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in shared:
        if start > at:
            yield Piece(text[at:start], False)
        yield Piece(text[start:end], True)
        at = end
    if at < len(text):
        yield Piece(text[at:], False)


def _texts(document: Any) -> dict[str, str]:
    sections = document.get("sections", {}) if isinstance(document, dict) else {}
    return {part: str(sections[part]) for part in PARTS if sections.get(part)}
