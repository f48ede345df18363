"""Is it already public? Asked while an application is being written, and by the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.search import selectors

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.search.selectors import Found

LONGEST = 200  # characters of a question that are looked at


def found(text: str, *, organ: Organ | None, on: date, limit: int = 5) -> list[Found]:
    """What is public and answers the question; nothing for less than two characters."""
    asked = " ".join(text.split())[:LONGEST]
    return selectors.find(asked, organ=organ, limit=limit, on=on) if len(asked) > 1 else []


def newest(*, organ: Organ | None, on: date, limit: int = 5) -> list[object]:
    """What became public last."""
    return list(selectors.public_items(organ=organ, on=on)[:limit])
