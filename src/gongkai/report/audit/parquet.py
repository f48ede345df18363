"""From streamed lines to Parquet, by DuckDB, which reads and writes in pieces however long the survey was."""

from __future__ import annotations

import os

import duckdb

from gongkai.report.audit.tables import COLUMNS

_TYPES = {"year": "INTEGER", "certain": "BOOLEAN"}


def convert(part: str, target: str) -> None:
    """Parquet with a fixed type for every column, so that surveys of different years can be read together."""
    beside = f"{target}.tmp"
    columns = ", ".join(f"'{name}': '{_TYPES.get(name, 'VARCHAR')}'" for name in COLUMNS)
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as base:
        source = f"read_json({_quoted(part)}, format='newline_delimited', columns={{{columns}}}, maximum_object_size=67108864)"
        base.execute(f"COPY (FROM {source}) TO {_quoted(beside)} (FORMAT parquet, COMPRESSION zstd)")
    os.replace(beside, target)
    os.unlink(part)


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"
