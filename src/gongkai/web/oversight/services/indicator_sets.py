"""Sets of indicators: taken from a file, changed line by line; one that a round uses stays as it is, and the change goes into its next version."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from gongkai.web.accounts.services.refusals import unless
from gongkai.web.oversight.indicators.kept import children_of
from gongkai.web.oversight.indicators.sets import DEEPEST, MOST_LINES, leaf_problems
from gongkai.web.oversight.models import IndicatorNode, IndicatorSet, Round

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.indicators.sets import Branch, Leaf, Set


@transaction.atomic
def bring_in(*, owner: Organ, found: Set, by: User, moment: datetime) -> IndicatorSet:
    """Keep a set, of a ready-made one or of a file, as the first version of its own. It may still be wrong: what is, the page says."""
    made = IndicatorSet.objects.create(
        owner=owner, name=found.name, about=found.about, grades=_grades(found.grades), created_at=moment, created_by=by
    )
    for position, branch in enumerate(found.branches):
        _keep(made, None, position, branch)
    return made


@transaction.atomic
def describe(
    *, kept: IndicatorSet, name: str, about: str, grades: Iterable[tuple[str, Decimal]], by: User, moment: datetime
) -> IndicatorSet:
    """Name, words and grades; the set that has them now."""
    held = list(grades)
    least = [points for _, points in held]
    unless([] if held and least == sorted(set(least), reverse=True) else ["等次从高分数线写到低分数线，至少写一个，分数线不能相同。"])
    changed, _ = _changeable(kept, by, moment)
    changed.name, changed.about, changed.grades = name.strip(), about.strip(), _grades(held)
    changed.save(update_fields=["name", "about", "grades"])
    return changed


@transaction.atomic
def save_branch(*, kept: IndicatorSet, parent: int | None, node: int | None, name: str, by: User, moment: datetime) -> IndicatorSet:
    """A new branch, or another name of one; the set that has it now. Raises :class:`Refusal`."""
    unless([] if name.strip() else ["没有写名称。"])
    return _put(kept, parent, node, {"name": name.strip(), "method": ""}, by, moment)


@transaction.atomic
def save_leaf(*, kept: IndicatorSet, parent: int | None, node: int | None, leaf: Leaf, by: User, moment: datetime) -> IndicatorSet:
    """A new indicator, or what one says from now on; the set that has it now. Raises :class:`Refusal` with all reasons."""
    unless([f"“{leaf.name}”{each}。" for each in leaf_problems(leaf)])
    unless([] if node is not None or parent is not None else ["指标要放在一个分支下面。"])
    return _put(kept, parent, node, leaf._asdict(), by, moment)


@transaction.atomic
def remove(*, kept: IndicatorSet, node: int, by: User, moment: datetime) -> IndicatorSet:
    """Take out an indicator, or a branch with all that is below it; the set that is without it now."""
    changed, now = _changeable(kept, by, moment)
    IndicatorNode.objects.filter(set=changed, pk=now.get(node, node)).delete()
    return changed


def is_used(kept: IndicatorSet) -> bool:
    """Whether a round assesses by it: then it is never changed."""
    return Round.objects.filter(set=kept).exists()


def _put(kept: IndicatorSet, parent: int | None, node: int | None, values: dict[str, object], by: User, moment: datetime) -> IndicatorSet:
    changed, now = _changeable(kept, by, moment)
    if node is not None:
        IndicatorNode.objects.filter(set=changed, pk=now.get(node, node)).update(**values)
        return changed
    above = IndicatorNode.objects.filter(set=changed, pk=now.get(parent, parent), method="").first() if parent is not None else None
    reasons = [] if parent is None or above is not None else ["没有这个分支，可能刚刚被别人删掉了。"]
    reasons += [f"分支最多 {DEEPEST} 层。"] if not values["method"] and _depth(above) >= DEEPEST else []
    reasons += [f"一套最多 {MOST_LINES} 行。"] if changed.nodes.count() >= MOST_LINES else []
    unless(reasons)
    last = IndicatorNode.objects.filter(set=changed, parent=above).aggregate(last=Max("position"))["last"]
    IndicatorNode.objects.create(set=changed, parent=above, position=0 if last is None else last + 1, **values)
    return changed


def _depth(node: IndicatorNode | None) -> int:
    depth = 0
    while node is not None:
        depth, node = depth + 1, node.parent
    return depth


def _changeable(kept: IndicatorSet, by: User, moment: datetime) -> tuple[IndicatorSet, dict[int, int]]:
    """The set itself, or its next version where a round uses it, with which row became which."""
    locked = IndicatorSet.objects.select_for_update().get(pk=kept.pk)
    if not is_used(locked):
        return locked, {}
    newest = IndicatorSet.objects.filter(series=locked.series).aggregate(last=Max("version"))["last"]
    made = IndicatorSet.objects.create(
        id=uuid.uuid4(), series=locked.series, version=newest + 1, owner_id=locked.owner_id, name=locked.name, about=locked.about, grades=locked.grades,
        created_at=moment, created_by=by,
    )  # fmt: skip
    now: dict[int, int] = {}
    below = children_of(locked)
    _copy(made, None, below.get(None, []), below, now)
    return made, now


def _copy(
    made: IndicatorSet,
    above: IndicatorNode | None,
    rows: list[IndicatorNode],
    below: dict[int | None, list[IndicatorNode]],
    now: dict[int, int],
) -> None:
    for row in rows:
        copied = IndicatorNode.objects.create(
            set=made, parent=above, position=row.position, name=row.name, method=row.method, points=row.points, per_case=row.per_case, cap=row.cap,
            automatic=row.automatic, applies=row.applies, evidence=row.evidence,
        )  # fmt: skip
        now[row.pk] = copied.pk
        _copy(made, copied, below.get(row.pk, []), below, now)


def _keep(made: IndicatorSet, above: IndicatorNode | None, position: int, branch: Branch) -> None:
    node = IndicatorNode.objects.create(set=made, parent=above, position=position, name=branch.name)
    IndicatorNode.objects.bulk_create(
        IndicatorNode(set=made, parent=node, position=number, **leaf._asdict()) for number, leaf in enumerate(branch.leaves)
    )
    for number, each in enumerate(branch.branches, len(branch.leaves)):
        _keep(made, node, number, each)


def _grades(grades: Iterable[tuple[str, Decimal]]) -> list[list[str]]:
    return [[word, f"{least:f}"] for word, least in grades]
