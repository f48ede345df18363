"""Very many new rows of one table with one prepared statement: what an import writes. As ``bulk_create`` stores them, at a third of its price.

The values are those that the fields of the model store. No signals are sent (there are none here), and a key that the database numbers
itself is left to the database.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

_AT_ONCE = 2000  # rows that are held as values
# What these fields store is what they hold: text and numbers are handed to the database as they are.
_AS_IT_IS = (models.CharField, models.TextField, models.SlugField, models.BooleanField)


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model, inside a transaction. Rows may name each other: foreign keys are looked at when the transaction ends."""
    if not rows:
        return
    names = [field.attname for field in type(rows[0])._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    values(type(rows[0]), names, ([getattr(row, name) for name in names] for row in rows))
    for row in rows:
        row._state.adding = False


def values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same for rows that are no objects: the values of the columns ``names`` (as ``attname``), every other column has none."""
    database = connections[DEFAULT_DB_ALIAS]
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in names]
    stored = [(place, how) for place, field in enumerate(fields) if (how := _stored(field, database)) is not None]
    quote = database.ops.quote_name
    columns = ", ".join(quote(field.column or field.name) for field in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - our own names
    with database.cursor() as cursor:
        batch: list[list[Any]] = []
        for row in rows:
            made = list(row)
            for place, how in stored:
                made[place] = how(made[place])
            batch.append(made)
            if len(batch) == _AT_ONCE:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)


def _stored(field: models.Field[Any, Any], database: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """How a value of the field is stored; None where it is stored as it is."""
    if type(field) in _AS_IT_IS or isinstance(field, models.IntegerField):
        return None

    def asked(value: Any) -> Any:
        return field.get_db_prep_save(value, database)

    if isinstance(field, models.DateField):  # also moments: an import has few of either
        return _Remembering(asked).__getitem__
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField) and not database.features.has_native_uuid_field:
        return lambda value: value.hex if type(value) is uuid.UUID else asked(value)
    return asked


class _Remembering(dict[Any, Any]):
    """Answers that were given once."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, value: Any) -> Any:
        self[value] = answer = self._ask(value)
        return answer
