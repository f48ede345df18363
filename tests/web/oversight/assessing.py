"""Rounds of assessment for the tests of this folder: a small set, a round over a town and a bureau, as far on its way as a test needs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.web.oversight.indicators.sets import Set, read
from gongkai.web.oversight.models import Round, Score
from gongkai.web.oversight.services import indicator_sets, rounds, rounds_assessing, rounds_results
from support import web

if TYPE_CHECKING:
    from gongkai.web.oversight.models import Assessed, IndicatorSet

TODAY, SELF_BY = date(2026, 12, 1), date(2026, 12, 20)
TEXT = """
name = "小考核"
about = "三个指标"
grades = [["优秀", 90], ["良好", 70]]

[[branch]]
name = "公开"
points = 60

[[branch.indicator]]
name = "及时公开"
method = "deduct"
points = 40
per_case = 15
cap = 30
automatic = "late_publication"

[[branch.indicator]]
name = "解读"
method = "ratio"
points = 20
automatic = "unexplained_policies"

[[branch]]
name = "保障"
points = 40

[[branch.indicator]]
name = "制度"
method = "deduct"
points = 40
evidence = "制度文件"

[[branch.indicator]]
name = "推广"
method = "bonus"
points = 5

[[branch.indicator]]
name = "泄密"
method = "veto"
"""


def small() -> Set:
    return read(TEXT)


def kept(owner, by) -> IndicatorSet:
    return indicator_sets.bring_in(owner=owner, found=small(), by=by, moment=web.at(TODAY))


def prepared(owner, organs, by, **more: Any) -> Round:
    given = {
        "kept": more.pop("kept", None) or kept(owner, by), "name": "2026年度考核", "first": date(2026, 1, 1), "last": date(2026, 12, 31), "self_by": SELF_BY,
        "objection_days": 10, "public": False,
    }  # fmt: skip
    return rounds.prepare(owner=owner, organs=organs, by=by, moment=web.at(TODAY), **(given | more))


def begun(owner, organs, by, **more: Any) -> Round:
    """Scored, and open for self-assessment."""
    held = prepared(owner, organs, by, **more)
    rounds.score(held=held, by=by, moment=web.at(TODAY))
    rounds.begin(held=held, by=by, moment=web.at(TODAY))
    return again(held)


def closed(held: Round, by) -> Round:
    """Nobody handed in; the day is past."""
    rounds.close(held=held, by=by, moment=web.at(date(2026, 12, 21)))
    return again(held)


def given(held: Round, by) -> Round:
    """Every score that people judge: 35 of 40, no bonus, no veto."""
    for each in held.assessed.all():
        decisions = {}
        for score in each.scores.select_related("node").filter(node__automatic=""):
            points = Decimal(35) if score.node.method == "deduct" else Decimal(0)
            decisions[score.pk] = (points, "制度没有写明时限")
        rounds_assessing.give(assessed=each, decisions=decisions, by=by, moment=web.at(date(2026, 12, 22)))
    return held


def told(held: Round, by) -> Round:
    rounds_results.tell(held=held, by=by, moment=web.at(date(2026, 12, 23)))
    return again(held)


def score_of(assessed: Assessed, name: str) -> Score:
    return Score.objects.select_related("node", "assessed__round").get(assessed=assessed, node__name=name)


def of(held: Round, organ) -> Assessed:
    return held.assessed.select_related("round__owner", "round__set", "organ").get(organ=organ)


def again(held: Round) -> Round:
    return Round.objects.select_related("owner", "set").get(pk=held.pk)
