"""Columns and accounts that are about to fail the numbers of 国办秘函〔2019〕19号, as reasons of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from gongkai.web.oversight.selectors.board import Reason
    from gongkai.web.oversight.selectors.defects import Organs


def tripping(organs: Organs, day: date) -> dict[UUID, list[Reason]]:
    """By organ."""
    return {}
