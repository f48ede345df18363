"""The activities of an organ's year: by kind with what stands behind each, what the annual report lacks, who answers for the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.deadlines import written
from gongkai.ledger.acts.activities import NONE_OF
from gongkai.web.oversight.models import OpenDay, Particulars, Standing
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.reporting.selectors.activities import CLAIMED, SORTS, of_state
from gongkai.web.reporting.selectors.declared import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.days import Row
    from gongkai.web.reporting.selectors.activities import Activity, Sort

_CELL = {kind: f"narrative.{name}" for name, kind in NONE_OF.items()}


class Held(NamedTuple):
    """One activity with what it was about, in words, and how many things are kept behind it."""

    activity: Activity
    about: list[str]
    evidence: int
    people: tuple[str, ...] = ()


class Kind(NamedTuple):
    """One kind in the year. ``none``: it was declared that there was none."""

    sort: Sort
    held: list[Held]
    none: bool

    @property
    def owed(self) -> bool:
        """The report says a number of it, and nobody has said any."""
        return self.sort.key in CLAIMED and not self.held and not self.none

    @property
    def evidence(self) -> int:
        """How many things are kept behind all of them."""
        return sum(each.evidence for each in self.held)


class Missing(NamedTuple):
    """What the report of the year could not tell yet; ``day`` where it is an open day that is over and not registered."""

    words: str
    day: UUID | None = None


class Year(NamedTuple):
    """A year's activities; ``group`` the newest 领导小组."""

    kinds: list[Kind]
    days: list[Row]
    missing: list[Missing]
    group: Held | None


def year(organ: Organ, of_year: int, today: date) -> Year:
    """All of it, in a bounded number of queries."""
    state = year_of(organ.pk, of_year)
    days = selectors.of_year(organ.pk, of_year)
    steps = {each.day.step: each.evidence for each in days if each.day.step is not None}
    held = [
        each._replace(evidence=each.evidence + steps.get(each.activity.step, 0))
        for each in with_particulars(organ, of_year, of_state(state))
    ]
    declared = set(state.figures) if state else set()
    kinds = [Kind(sort, [each for each in held if each.activity.sort == sort], _CELL.get(sort.event, "") in declared) for sort in SORTS]
    group = next((each for each in held if each.activity.sort.key == "leading-group"), None)
    return Year(kinds, days, _missing(kinds, [each.day for each in days], today), group)


def with_particulars(organ: Organ, of_year: int, found: Sequence[Activity]) -> list[Held]:
    """Activities with what is said of each: one query more."""
    known = {each.step: each for each in Particulars.objects.filter(organ=organ, year=of_year).select_related("material")}
    return [_held(each, known.get(each.step)) for each in found]


def _held(activity: Activity, said: Particulars | None) -> Held:
    return Held(activity, about(said), _behind(activity, said), tuple(said.people.splitlines()) if said else ())


def about(said: Particulars | None) -> list[str]:
    """The particulars as short lines."""
    if said is None:
        return []
    test = f"测试{said.tested}人，合格{said.passed}人" if said.tested is not None and said.passed is not None else ""
    told = [
        f"主题：{said.topic}" if said.topic else "", f"{said.hours.normalize():f}学时" if said.hours is not None else "", said.get_form_display(),
        f"授课：{said.teacher}" if said.teacher else "", test, f"平均{said.average.normalize():f}分" if said.average is not None else "",
        f"名单{len(said.people.splitlines())}人" if said.people else "",
        f"传达文件：{'；'.join(said.papers.splitlines())}" if said.papers else "",
    ]  # fmt: skip
    return [each for each in told if each]


def standing(organ: Organ) -> list[tuple[str, list[Standing]]]:
    """Who answers for the work, sort by sort, the newest first: what it was before is kept."""
    rows = list(Standing.objects.filter(organ=organ))
    return [(sort.label, [each for each in rows if each.sort == sort]) for sort in Standing.Sort]


def _behind(activity: Activity, said: Particulars | None) -> int:
    record = activity.record
    kept = record is not None and record.file is not None and record.file.erased_on is None
    return int(kept) + int(said is not None and said.material is not None)


def _missing(kinds: list[Kind], days: list[OpenDay], today: date) -> list[Missing]:
    """Days that are over and not registered, kinds of which nothing is known, kinds without any evidence."""
    unclosed = [each for each in days if each.day < today and each.state in (OpenDay.State.PLANNED, OpenDay.State.ANNOUNCED)]
    return [
        *(Missing(f"{written(each.day)}的“{each.theme}”还没有登记", each.pk) for each in unclosed),
        *(Missing(f"没有登记{kind.sort.label}，也没有申报没有") for kind in kinds if kind.owed),
        *(Missing(f"{kind.sort.label}登记了，没有附件、照片这些佐证") for kind in kinds if kind.held and not kind.evidence),
    ]
