"""The texts of a report as they were saved: who, when, on what, and what changed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import BooleanField, Case, Value, When

from gongkai.lib.richtext.differences import Step, steps
from gongkai.report.narrative.joining import Joined, join
from gongkai.web.accounts.selectors import names_of
from gongkai.web.reporting.selectors.content import SECTIONS, Record, followed_to
from gongkai.web.reporting.selectors.writing import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from gongkai.web.reporting.models import AnnualReport, Revision

NOBODY = "已停用的账号"
_NEAR = 24  # characters of what stayed that are shown at each side of a change
_LEFT_OUT = "……"
_HEAVY = ("sections", "drafted", "given")


class Saving(NamedTuple):
    """One line of the list: the revision without its words, who saved it."""

    revision: Revision
    who: str


class Changed(NamedTuple):
    """What changed in a part: in turn what stays ("="), goes ("-"), comes ("+"), and what is left out between ("…")."""

    part: str
    heading: str
    steps: tuple[Step, ...]


def of(annual: AnnualReport) -> QuerySet[Revision]:
    """All of them without their words, the newest first; ``joins`` where others' words were joined in."""
    joins = Case(When(given={}, then=Value(False)), default=Value(True), output_field=BooleanField())
    found = annual.revisions.select_related("settled_in").defer(*_HEAVY, *(f"settled_in__{name}" for name in _HEAVY)).order_by("-number")
    return found.annotate(joins=joins)


def waiting(annual: AnnualReport) -> list[Saving]:
    """Words that were kept aside and that nobody has decided yet, the oldest first."""
    return savings(of(annual).filter(aside=True, settled_in=None).order_by("number"))


def savings(revisions: Iterable[Revision]) -> list[Saving]:
    """With the names of those who saved them. One query for all."""
    held = list(revisions)
    names = names_of({each.created_by for each in held})
    return [Saving(each, names.get(each.created_by, NOBODY)) for each in held]


def numbered(annual: AnnualReport, number: str | int) -> Revision | None:
    """The revision of that number, with its words; None for none, and for what is no number."""
    text = str(number)
    known = text.isascii() and text.isdigit() and len(text) < 9
    return annual.revisions.filter(number=int(text)).first() if known else None


def differences(old: Mapping[str, str], new: Mapping[str, str], *, whole: bool = False) -> list[Changed]:
    """Part by part what changed, by words; parts that did not are not among them. Unless ``whole``, what stays is shown near a change only."""
    found = []
    for part in SECTIONS:
        before, after = old.get(part, ""), new.get(part, "")
        if before != after:
            made = steps(before, after)
            found.append(Changed(part, HEADINGS[part], made if whole else abridged(made)))
    return found


def abridged(made: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with what stays cut to what stands next to a change.

    >>> abridged((Step("=", "一" * 60), Step("+", "新"), Step("=", "。")))[1:]
    (Step(kind='=', text='一一一一一一一一一一一一一一一一一一一一一一一一'), Step(kind='+', text='新'), Step(kind='=', text='。'))
    """
    found: list[Step] = []
    for at, step in enumerate(made):
        if step.kind != "=" or len(step.text) <= 2 * _NEAR + len(_LEFT_OUT):
            found.append(step)
            continue
        if at:
            found.append(Step("=", step.text[:_NEAR]))
        found.append(Step("…", _LEFT_OUT))
        if at < len(made) - 1:
            found.append(Step("=", step.text[-_NEAR:]))
    return tuple(found)


def came_in(revision: Revision) -> list[Changed]:
    """What others' words changed in the text of somebody who saved on an older one; nothing where nothing was joined."""
    return differences({**revision.sections, **revision.given}, revision.sections) if revision.given and not revision.aside else []


def beside(record: Record, annual: AnnualReport, aside: Revision) -> dict[str, Joined] | None:
    """Words that were kept aside, joined part by part with the newest text; ``mine`` are those aside. None when their base is not there."""
    base = numbered(annual, aside.based_on)
    if base is None:
        return None
    was, mine, theirs = (followed_to(record, revision) for revision in (base, aside, annual.head))
    return {part: join(was[part].text, mine[part].text, theirs[part].text) for part in SECTIONS}
