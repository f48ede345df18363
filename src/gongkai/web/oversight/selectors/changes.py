"""Reading changes of organs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.oversight.models import OrganChange

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


def changes_of(organs: QuerySet[Organ]) -> QuerySet[OrganChange]:
    """All that concern one of these organs, the newest day first."""
    found = OrganChange.objects.filter(sources__in=organs.order_by().values("pk")).distinct()
    return found.select_related("main", "created_by", "confirmed_by", "done_by", "file").prefetch_related("sources", "others")


def words_of(change: OrganChange) -> str:
    """What happens, in one sentence without a stop."""
    old = "、".join(each.name for each in change.sources.all())
    heirs = "、".join(each.name for each in (*([change.main] if change.main else []), *change.others.all()))
    match change.kind:
        case OrganChange.Kind.MERGE:
            return f"{old}并入{heirs}"
        case OrganChange.Kind.SPLIT:
            return f"{old}分设为{heirs}"
        case OrganChange.Kind.RENAME:
            return f"{_before(change) or old}更名为{change.name}"
    return f"{old}撤销，职能由{heirs}承接" if heirs else f"{old}撤销"


def _before(change: OrganChange) -> str:
    """What the organ was called, once the change of name is carried out."""
    return str(change.moved.get("before", ""))
