"""Applications that may repeat each other. Shown to an officer, who decides; nothing follows by itself (条例 Art. 36(6))."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import OuterRef, Subquery, Value

from gongkai.proof.similarity import common
from gongkai.web.applications.models import Application, Item, Person
from gongkai.web.applications.models.people import Capacity

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet

LINKED, MERGED, PERSON, TEXT = "已关联", "并入本件", "同一申请人", "内容相同"
SHOWN = 20
READ = 80  # rows looked at: those of other organs and several reasons for one application fall away
CANDIDATES = 300  # recent applications of the organ that are compared word by word
ALIKE = 0.5  # share of common shingles from which two texts are shown as alike: a habit of the house


class Relative(NamedTuple):
    """Another application of the organ, and why it is shown."""

    case: Application
    why: tuple[str, ...]
    linked: bool
    item: str


def relatives(case: Application, people: Iterable[Person]) -> list[Relative]:
    """Linked ones, those of the same applicant (by the blind index of the identity number) and those of the same text.

    One query of four parts, each by its own index; what belongs to another organ is left out.
    """
    indexes = [person.index for person in people if person.index and person.capacity != Capacity.AGENT]
    same = Person.objects.filter(index__in=indexes).exclude(capacity=Capacity.AGENT).values("application")
    through = Application.linked.through.objects.filter(from_application=case.pk).values("to_application")
    parts = [_shown(LINKED, pk__in=through), _shown(MERGED, merged_into=case.pk)]
    parts += [_shown(PERSON, pk__in=same)] if indexes else []
    parts += [_shown(TEXT, content_hash=case.content_hash)] if case.content_hash else []
    found: dict[uuid.UUID, list[Application]] = {}
    for each in parts[0].union(*parts[1:], all=True).order_by("-created_at")[:READ]:
        if each.organ_id == case.organ_id and each.pk != case.pk:
            found.setdefault(each.pk, []).append(each)
    return [_relative(each) for each in list(found.values())[:SHOWN]]


def similar(case: Application) -> list[tuple[Relative, float]]:
    """Recent applications of the organ whose text is much like this one's, most alike first."""
    own = "\n".join(case.items.values_list("content", flat=True))
    names = (case.organ.name, case.organ.short_name)
    found = []
    for each in _shown("内容相似", organ=case.organ_id).exclude(pk=case.pk).order_by("-received_on")[:CANDIDATES]:
        share = common(own, _item(each), names, least=1.1).share  # no passage is looked for
        if share >= ALIKE:
            found.append((_relative([each]), share))
    return sorted(found, key=lambda pair: -pair[1])[:SHOWN]


def _shown(why: str, **chosen: object) -> QuerySet[Application]:
    items = Item.objects.filter(application=OuterRef("pk")).order_by("number")
    return Application.objects.filter(**chosen).annotate(first_item=Subquery(items.values("content")[:1]), why=Value(why)).order_by()


def _item(case: Application) -> str:
    return getattr(case, "first_item", None) or ""


def _relative(rows: list[Application]) -> Relative:
    """One application from its rows, one a reason."""
    why = [str(getattr(row, "why", "")) for row in rows]
    return Relative(rows[0], tuple(words for words in dict.fromkeys(why) if words != LINKED), LINKED in why, _item(rows[0]))
