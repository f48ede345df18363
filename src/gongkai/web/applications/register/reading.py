"""A register file as rows: the head is found by the labels of ``columns``."""

from __future__ import annotations

from gongkai.lib import tablefile
from gongkai.lib.tablefile import Head, Table, Value, known
from gongkai.web.applications.register.columns import FIELDS, NEEDED

__all__ = ["HEAD", "Table", "Value", "open_table"]
HEAD = Head(
    known((label, field.key) for field in FIELDS for label in (field.label, *field.also)), {each.key: each.label for each in NEEDED}, "台账"
)


def open_table(data: bytes) -> Table:
    """The register in these bytes. Raises :class:`UnusableInput` for anything else, and when a needed column is missing."""
    return tablefile.open_table(data, HEAD)
