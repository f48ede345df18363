"""When anything was written last, and in which streams something of a kind was: for whoever watches organs from above. No payload is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, Func, OuterRef, Subquery

from gongkai.web.events.models import Record

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

_NOT_THE_OFFICE = ("applicant", "system")  # what came in by itself is nobody's work
_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


class _Written(Func):
    """An id as events write it, with its dashes: SQLite keeps ids without."""

    output_field = CharField()
    template = "CAST(%(expressions)s AS varchar)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        """Put together from its five parts."""
        inner, params = compiler.compile(self.source_expressions[0])
        parts = " || '-' || ".join(f"substr({inner}, {begin}, {length})" for begin, length in _PARTS)
        return f"({parts})", tuple(params) * len(_PARTS)


def last_written(organ: str = "pk") -> Subquery:
    """For each row of a query over organs, when somebody of that organ last wrote an event; ``organ`` is the name of its id there. One look into an index."""
    mine = Record.objects.filter(body=_Written(OuterRef(organ))).exclude(actor__in=_NOT_THE_OFFICE)
    return Subquery(mine.order_by("-position").values("recorded_at")[:1])


def has(kind: str, stream: str = "pk") -> Exists:
    """For each row of a query, whether an event of that kind stands in its stream; ``stream`` is the name of the stream's id there. One look into an index."""
    return Exists(Record.objects.filter(stream=OuterRef(stream), kind=kind).order_by())
