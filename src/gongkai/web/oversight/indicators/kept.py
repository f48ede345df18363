"""A set that a government keeps, read from its rows as the tree that ``sets`` checks and writes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.indicators.scoring import NONE
from gongkai.web.oversight.indicators.sets import CLASSES, Branch, Leaf, Set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.web.oversight.indicators.base import Indicator
    from gongkai.web.oversight.models import IndicatorNode, IndicatorSet

    Children = Mapping[int | None, list[IndicatorNode]]


class Line(NamedTuple):
    """A row of the tree as a page shows it: ``depth`` from 1; ``sums`` what each class of organs can have in a branch."""

    node: IndicatorNode
    depth: int
    sums: tuple[Decimal, ...]
    known: Indicator | None

    @property
    def is_branch(self) -> bool:
        """Whether it holds others."""
        return not self.node.method

    @property
    def points(self) -> Decimal | None:
        """The points of a branch where they are the same for every class, and of an indicator."""
        if not self.is_branch:
            return self.node.points
        return self.sums[0] if len(set(self.sums)) == 1 else None


def set_of(kept: IndicatorSet) -> Set:
    """The whole set. One query, none where its nodes were fetched before."""
    below = children_of(kept)
    grades = tuple((str(word), Decimal(str(least))) for word, least in kept.grades)
    return Set(kept.name, kept.about, grades, tuple(_branch(each, below) for each in below.get(None, [])))


def children_of(kept: IndicatorSet) -> dict[int | None, list[IndicatorNode]]:
    """The rows by the row above them, in their order."""
    below: dict[int | None, list[IndicatorNode]] = {}
    for node in kept.nodes.all():
        below.setdefault(node.parent_id, []).append(node)
    return below


def lines_of(kept: IndicatorSet) -> list[Line]:
    """The tree from top to bottom."""
    return list(_lines(None, 1, children_of(kept)))


def leaf_of(node: IndicatorNode) -> Leaf:
    """An indicator as the file has it."""
    return Leaf(node.name, node.method, node.points, node.per_case, node.cap, node.automatic, node.applies, node.evidence)


def _branch(node: IndicatorNode, below: Children) -> Branch:
    held = below.get(node.pk, [])
    branches = tuple(_branch(each, below) for each in held if not each.method)
    made = Branch(node.name, None, branches, tuple(leaf_of(each) for each in held if each.method))
    sums = {made.sum_for(kind) for kind in CLASSES}
    return made._replace(points=sums.pop() if len(sums) == 1 else None)


def _lines(parent: int | None, depth: int, below: Children) -> Iterator[Line]:
    for node in below.get(parent, []):
        if node.method:
            yield Line(node, depth, (), INDICATORS.get(node.automatic))
            continue
        branch = _branch(node, below)
        yield Line(node, depth, tuple(branch.sum_for(kind) or NONE for kind in CLASSES), None)
        yield from _lines(node.pk, depth + 1, below)
