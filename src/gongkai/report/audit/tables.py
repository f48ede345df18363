"""From the lines that a survey streams to the file asked for: JSONL as it is, CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
import os
from typing import Any

COLUMNS = ("file", "sha256", "organ", "year", "form", "code", "name", "level", "certain", "part", "row", "column", "text", "message")
# A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_jsonl(part: str, target: str) -> None:
    """The streamed lines are the result."""
    os.replace(part, target)


def to_csv(part: str, target: str) -> None:
    """CSV in UTF-8 with a byte order mark (Excel shows garbage without), no cell of which is a formula."""
    beside = f"{target}.tmp"
    with open(part, encoding="utf-8") as source, open(beside, "w", encoding="utf-8-sig", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for line in source:
            row = json.loads(line)
            writer.writerow([safe(row[column]) for column in COLUMNS])
    os.replace(beside, target)
    os.unlink(part)


def safe(value: Any) -> Any:
    """The value as a cell: nothing for an unknown, an apostrophe before what a spreadsheet would run.

    >>> safe("=1+1"), safe("3.危及"), safe(None), safe(2023)
    ("'=1+1", '3.危及', '', 2023)
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
