"""What the year says of the office's work: meetings, training, open days, assessment, and counts that were declared.

What happened is counted from its records. Where nothing is recorded nothing is known, until the office declares that there was none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.acts.activities import NARRATIVE, NONE_OF
from gongkai.lib.identity import identity
from gongkai.web.reporting.models import ActivityFact, Declaration, Note
from gongkai.web.reporting.selectors.telling_items import Known

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.ledger.vocabulary import Event

PREFIX = "narrative."
_PEOPLE = {
    "trainings": "training_participants", "open_days": "open_day_participants", "social_reviews": "social_review_participants",
}  # fmt: skip
_RESULTS = {"assessments": "assessment_result", "social_reviews": "social_review_result"}
_UNDECLARED = "还没有申报，请填报；没有的填 0"
_UNRECORDED = "还没有登记，请逐次登记；确实没有的，申报为 0"
_WORDLESS = "结果的记录里没有文字，请补上"


def known(organ: uuid.UUID, year: int) -> Known:
    """Counts, people and results of the year. At most three queries."""
    declared = dict(Declaration.objects.filter(organ=organ, year=year, cell__startswith=PREFIX).values_list("cell", "value"))
    done: dict[str, list[ActivityFact]] = {}
    for each in ActivityFact.objects.filter(organ=organ, year=year).order_by("on", "pk"):
        done.setdefault(each.sort, []).append(each)
    values: dict[str, Any] = {name: int(declared[PREFIX + name]) for name in NARRATIVE if PREFIX + name in declared}
    for name, kind in NONE_OF.items():
        held = done.get(_sort(kind), [])
        people = sum(each.people for each in held)
        if held or PREFIX + name in declared:
            values[name] = people if name == "accountable" else len(held)
            if name in _PEOPLE:
                values[_PEOPLE[name]] = people
    results = {_RESULTS[name]: done.get(_sort(NONE_OF[name]), []) for name in _RESULTS}
    words = words_of([each for held in results.values() for each in held])
    values |= {name: "、".join(dict.fromkeys(words.get(each.record, "") for each in held)) for name, held in results.items()}
    return Known(values, _why(values, {name for name, held in results.items() if held}))


def activities_of(organ: uuid.UUID, year: int, name: str) -> QuerySet[ActivityFact]:
    """What was done behind a count, the people or the result of that name, the first day first; nothing for a name that no record makes."""
    base = next((base for names in (_PEOPLE, _RESULTS) for base, other in names.items() if other == name), name)
    sort = _sort(NONE_OF[base]) if base in NONE_OF else ""
    return ActivityFact.objects.filter(organ=organ, year=year, sort=sort).order_by("on", "pk")


def tells(name: str) -> bool:
    """Whether the count, the people or the result of that name comes from records of what was done."""
    return name in NONE_OF or name in _PEOPLE.values() or name in _RESULTS.values()


def counts_people(name: str) -> bool:
    """Whether the number of that name adds up people, and not how often something was done."""
    return name == "accountable" or name in _PEOPLE.values()


def declaration_of(organ: uuid.UUID, year: int, name: str) -> Declaration | None:
    """What was declared for the count; None where nothing was."""
    base = next((base for base, people in _PEOPLE.items() if people == name), name)
    return Declaration.objects.filter(organ=organ, year=year, cell=PREFIX + base).first()


def _sort(kind: type[Event]) -> str:
    return kind.kind.removeprefix("activity.")


def words_of(held: Iterable[ActivityFact]) -> dict[str, str]:
    """The texts of these records by the ids under which the events name them, each as a part of a sentence."""
    asked = {each.record: each.stream for each in held}
    if not asked:
        return {}
    notes = Note.objects.filter(pk__in=[key for key in asked if identity(key)], stream__in=set(asked.values()))
    return {str(key): " ".join(text.split()).strip("。；， ") for key, text in notes.values_list("pk", "text")}


def _why(values: dict[str, Any], recorded: set[str]) -> dict[str, str]:
    why = dict.fromkeys(NARRATIVE, _UNDECLARED) | dict.fromkeys((*NONE_OF, *_PEOPLE.values(), *_RESULTS.values()), _UNRECORDED)
    why |= dict.fromkeys(recorded, _WORDLESS)
    return {name: words for name, words in why.items() if values.get(name) in (None, "")}
