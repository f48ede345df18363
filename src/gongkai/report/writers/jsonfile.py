"""The report as the JSON of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report import codec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.model import Report


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """UTF-8 JSON. ``notes`` have no place in the contract and are left out."""
    del notes
    return codec.dumps(report).encode("utf-8")
