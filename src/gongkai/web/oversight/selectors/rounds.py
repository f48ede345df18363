"""Reading rounds of assessment: who sees which, the scores of an organ in the order of the tree, what is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q

from gongkai.web.oversight.models import Assessed, IndicatorSet, Objection, Round, Score

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import IndicatorNode

State = Round.State
_SHOWN = (State.SELF, State.REVIEW, State.TOLD, State.FINAL)  # the organs see a round from self-assessment on


class Row(NamedTuple):
    """A row of an organ's sheet: a branch without ``score``, or an indicator with it; ``of`` is what the branch has of what can be had."""

    node: IndicatorNode
    depth: int
    score: Score | None
    files: int
    objection: Objection | None
    had: Decimal | None
    most: Decimal | None


class Evidence(NamedTuple):
    """A case as it was when the record was read; ``inner``: its page opens for the organ's own people only."""

    on: date | None
    what: str
    address: str
    words: str
    inner: bool


def rounds_of(owners: QuerySet[Organ]) -> QuerySet[Any, Any]:
    """The rounds of these governments with how many organs each has, how many handed in, how many objections wait."""
    waiting = Count("assessed__scores__objection", filter=Q(assessed__scores__objection__accepted=None), distinct=True)
    handed = Count("assessed", filter=Q(assessed__handed_at__isnull=False), distinct=True)
    found = Round.objects.filter(owner__in=owners.order_by().values("pk")).select_related("owner", "set")
    counted = found.annotate(organs=Count("assessed", distinct=True), handed=handed, waiting=waiting)
    return counted.order_by("-last", "-created_at")


def own_of(organs: QuerySet[Organ]) -> QuerySet[Assessed]:
    """The assessments of these organs that they may see."""
    found = Assessed.objects.filter(organ__in=organs.order_by().values("pk"), round__state__in=_SHOWN)
    return found.select_related("round__owner", "organ").order_by("-round__last", "organ__path")


def is_shown(held: Round) -> bool:
    """Whether the organs see it already."""
    return held.state in _SHOWN


def sets_of(owners: QuerySet[Organ]) -> list[tuple[IndicatorSet, bool]]:
    """The newest version of each set of these governments, and whether a round uses it. One query."""
    found: dict[Any, IndicatorSet] = {}
    for each in (
        IndicatorSet.objects.filter(owner__in=owners.order_by().values("pk")).annotate(used=Count("rounds")).select_related("owner")
    ):
        if each.series not in found or found[each.series].version < each.version:
            found[each.series] = each
    return [(each, bool(each.used)) for each in found.values()]  # type: ignore[attr-defined]  # annotated above


def sheet_of(assessed: Assessed) -> list[Row]:
    """Every indicator that is for the organ, below its branches. Three queries."""
    nodes = list(assessed.round.set.nodes.all())
    scores = (
        Score.objects.filter(assessed=assessed).select_related("node", "objection").defer("evidence").annotate(file_count=Count("files"))
    )
    held: dict[int, Any] = {each.node_id: each for each in scores}
    below: dict[int | None, list[IndicatorNode]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)
    return _rows(None, 1, below, held)


def evidence_of(score: Score) -> list[Evidence]:
    """The cases behind a score."""
    return [
        Evidence(date.fromisoformat(on) if on else None, what, address, words, inner) for on, what, address, words, inner in score.evidence
    ]


def ranking(held: Round) -> list[Assessed]:
    """All organs of a round: by class, the best first where that is known."""
    return list(held.assessed.select_related("organ").order_by("-kind", "rank", "vetoed", "-total", "organ__path"))


def unjudged(held: Round) -> dict[int, int]:
    """How many scores of each organ nobody has judged yet."""
    waiting = Score.objects.filter(assessed__round=held, points=None, given=None)
    return dict(waiting.order_by().values_list("assessed").annotate(Count("pk")))


def objections_of(held: Round) -> QuerySet[Objection]:
    """All objections of a round, those that wait first."""
    found = Objection.objects.filter(score__assessed__round=held).select_related(
        "score__node", "score__assessed__organ", "by", "decided_by"
    )
    return found.defer("score__evidence").order_by("decided_at", "at")


def _rows(parent: int | None, depth: int, below: dict[int | None, list[IndicatorNode]], held: dict[int, Any]) -> list[Row]:
    found: list[Row] = []
    for node in below.get(parent, []):
        if node.method:
            if node.pk in held:
                score = held[node.pk]
                objection = getattr(score, "objection", None)
                found.append(Row(node, depth, score, score.file_count, objection, None, None))
            continue
        rows = _rows(node.pk, depth + 1, below, held)
        if rows:
            found += [Row(node, depth, None, 0, None, _had(rows), _most(rows)), *rows]
    return found


def _had(rows: list[Row]) -> Decimal | None:
    """What stands of points and bonus; None while one of them has not been judged."""
    points = [row.score.stands for row in rows if row.score is not None and row.node.method != "veto"]
    return None if None in points else sum((each for each in points if each is not None), start=rows[0].node.points * 0)


def _most(rows: list[Row]) -> Decimal:
    return sum(
        (row.node.points for row in rows if row.score is not None and row.node.method in ("deduct", "ratio")), start=rows[0].node.points * 0
    )
