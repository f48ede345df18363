"""Ids that come as text, from a form, an address or the ledger, and may name nothing at all."""

from __future__ import annotations

import uuid


def identity(text: str) -> uuid.UUID | None:
    """The id that the text writes; None for a text that is none.

    >>> identity("not one") is None
    True
    """
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
