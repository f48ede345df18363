"""Reads a report from the JSON of the contract (``gongkai report read --json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.text import decode
from gongkai.report import codec

if TYPE_CHECKING:
    from gongkai.report.model import Report


def read(data: bytes) -> Report:
    """The report in a JSON file, in UTF-8 or any other Chinese encoding.

    Raises :class:`~gongkai.lib.errors.UnusableInput` naming the key that is wrong.
    """
    return codec.loads(decode(data).lstrip("\ufeff"))
