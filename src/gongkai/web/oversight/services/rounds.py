"""A round of assessment on its way (条例 Art. 46): prepared, read from the record, said by each organ, reviewed. Results: ``rounds_results``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.web.accounts.services.refusals import unless
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import existing
from gongkai.web.oversight.indicators.base import Asked
from gongkai.web.oversight.indicators.kept import leaf_of, set_of
from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.indicators.scoring import points_of
from gongkai.web.oversight.indicators.sets import BUREAU, TOWN, problems
from gongkai.web.oversight.models import Assessed, Round, Score, Scoring
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.web.accounts.models import User
    from gongkai.web.oversight.indicators.base import Case, Found
    from gongkai.web.oversight.models import IndicatorNode, IndicatorSet

State = Round.State
KEPT = 1000  # cases that are kept as evidence of one score; the rest is counted, and the page says so
_KINDS = {Level.TOWN: TOWN, Level.STREET: TOWN, Level.BUREAU: BUREAU, Level.VERTICAL: BUREAU, Level.INSTITUTION: BUREAU}
READABLE = (State.PREPARED, State.SELF)  # the record may be read (again) until the organs have said all they have to say


def candidates(owner: Organ, on: date) -> QuerySet[Organ]:
    """Whom a government may assess: towns, streets and bureaus below it that exist on that day."""
    return existing(on).filter(path__startswith=owner.path, level__in=list(_KINDS)).exclude(pk=owner.pk)


def kind_of(organ: Organ) -> str:
    """The class in which it is ranked."""
    return _KINDS[Level(organ.level)]


@transaction.atomic
def prepare(
    *, owner: Organ, kept: IndicatorSet, name: str, first: date, last: date, self_by: date, objection_days: int, public: bool,
    organs: Sequence[Organ], by: User, moment: datetime,
) -> Round:  # fmt: skip
    """A round that assesses these organs by that set. Raises :class:`Refusal` with all reasons."""
    possible = set(candidates(owner, last).values_list("pk", flat=True))
    reasons = [] if name.strip() else ["没有写名称。"]
    reasons += [] if first <= last else ["考核期的结束早于开始。"]
    reasons += [] if self_by >= first else ["自评截止早于考核期开始。"]
    reasons += [] if organs else ["没有选被考核的机关。"]
    reasons += [f"{organ.name}在考核期末不是下属的乡镇、街道或者部门。" for organ in organs if organ.pk not in possible]
    reasons += [f"指标体系还不能用：{each}。" for each in problems(set_of(kept))]
    reasons += [] if kept.owner_id == owner.pk else ["这套指标是别的机关的。"]
    unless(reasons)
    made = Round.objects.create(
        owner=owner, set=kept, name=name.strip(), first=first, last=last, self_by=self_by, objection_days=objection_days, public=public,
        created_at=moment, created_by=by,
    )  # fmt: skip
    Assessed.objects.bulk_create(Assessed(round=made, organ=organ, kind=kind_of(organ)) for organ in organs)
    return made


@transaction.atomic
def drop(*, held: Round, by: User, moment: datetime) -> None:
    """It does not go on; what was read and said is kept. Raises :class:`Refusal` for one whose result was told."""
    locked = lock(held)
    unless([] if locked.state in (*READABLE, State.REVIEW) else [f"{locked.get_state_display()}，不能放弃。"])
    _go(locked, State.DROPPED)


@transaction.atomic
def ask(*, held: Round, by: User, moment: datetime) -> None:
    """Note that the record is to be read for a round. Raises :class:`Refusal` once self-assessment is closed, and while it is being read."""
    locked = lock(held)
    unless(_not_readable(locked) or (["正在从台账评分，请等它办完。"] if locked.is_reading(moment) else []))
    locked.asked_at = moment
    locked.save(update_fields=["asked_at"])


def score(*, held: Round, by: User, moment: datetime) -> Scoring:
    """Read the record and compute every automatic score; what the organs have said stays. Raises :class:`Refusal` once self-assessment is closed.

    The number of questions to the record does not depend on the number of organs. It is read before the scores are written, not while nobody
    else may write: of a district with years of records this takes seconds.
    """
    unless(_not_readable(held))
    catch_up()
    assessed = list(held.assessed.select_related("organ__parent"))
    nodes = [node for node in held.set.nodes.all() if node.method]
    asked = Asked(tuple(each.organ for each in assessed), held.first, held.last, min(held.last, day_of(moment)))
    found = {key: _Of(INDICATORS[key].ask(asked)) for key in sorted({node.automatic for node in nodes if node.automatic})}
    return _keep(held, [_row(each, node, found) for each in assessed for node in nodes if leaf_of(node).is_for(each.kind)], by, moment)


@transaction.atomic
def _keep(held: Round, rows: list[Score], by: User, moment: datetime) -> Scoring:
    locked = lock(held)
    unless(_not_readable(locked))
    before = {(row.assessed_id, row.node_id): row for row in Score.objects.filter(assessed__round=locked).defer("evidence")}
    changes = [
        [row.assessed.organ.name, row.node.name, _told(old.points, old.cases), _told(row.points, row.cases)]
        for row in rows
        if (old := before.get((row.assessed_id, row.node_id))) and row.node.automatic and (old.points, old.cases) != (row.points, row.cases)
    ]
    Score.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["assessed", "node"], update_fields=["cases", "base", "points", "evidence"]
    )
    locked.asked_at = None
    locked.save(update_fields=["asked_at"])
    return Scoring.objects.create(round=locked, at=moment, by=by, scores=sum(row.points is not None for row in rows), changes=changes)


@transaction.atomic
def begin(*, held: Round, by: User, moment: datetime) -> None:
    """The organs may look at their scores and say what they did. Raises :class:`Refusal` before the record was read."""
    locked = lock(held)
    reasons = [] if locked.state == State.PREPARED else [f"{locked.get_state_display()}，不能再开始自评。"]
    reasons += [] if locked.scorings.exists() else ["还没有自动评分，请先读台账评分。"]
    unless(reasons)
    _go(locked, State.SELF)


@transaction.atomic
def close(*, held: Round, by: User, moment: datetime) -> None:
    """Self-assessment is over: every organ has handed in, or the last day is past. Raises :class:`Refusal`."""
    locked = lock(held)
    reasons = [] if locked.state == State.SELF else [f"{locked.get_state_display()}，不在自评。"]
    open_ones = locked.assessed.filter(handed_at=None).count()
    if open_ones and day_of(moment) <= locked.self_by:
        reasons.append(f"还有 {open_ones} 个机关没有报送自评，{written(locked.self_by)}以后才能结束自评。")
    unless(reasons)
    _go(locked, State.REVIEW)


def lock(held: Round) -> Round:
    """The round as it is now, held until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("owner", "set").get(pk=held.pk)


def _not_readable(held: Round) -> list[str]:
    return [] if held.state in READABLE else [f"{held.get_state_display()}，自动评分已经固定，不能再读台账。"]


def _go(locked: Round, state: str) -> None:
    locked.state = state
    locked.save(update_fields=["state"])


class _Of:
    """What an indicator found, by organ."""

    def __init__(self, found: Found) -> None:
        self.cases: dict[UUID, list[Case]] = {}
        for case in dict.fromkeys(found.cases):  # one that is told twice counts once
            self.cases.setdefault(case.organ, []).append(case)
        self.base = found.base


def _row(assessed: Assessed, node: IndicatorNode, found: dict[str, _Of]) -> Score:
    if not node.automatic:
        return Score(assessed=assessed, node=node)
    read = found[node.automatic]
    cases = read.cases.get(assessed.organ_id, [])
    base = None if read.base is None else read.base.get(assessed.organ_id, 0)
    points = points_of(leaf_of(node).terms, cases, base)
    return Score(assessed=assessed, node=node, cases=len(cases), base=base, points=points, evidence=_evidence(cases[:KEPT]))


def _evidence(cases: Iterable[Case]) -> list[list[object]]:
    return [[case.on.isoformat() if case.on else "", case.what, case.address, case.words, case.inner] for case in cases]


def _told(points: Decimal | None, cases: int) -> str:
    return "—" if points is None else f"{points.normalize():f} 分，{cases} 件"
