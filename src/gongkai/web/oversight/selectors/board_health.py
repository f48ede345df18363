"""Columns and accounts that are over a number of 国办秘函〔2019〕19号, or about to be, as reasons of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.web.oversight.selectors.platforms_health import GREEN, health

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from gongkai.web.oversight.selectors.platforms_health import Mark

MOST = 3  # marks of one organ that are told; the page of platforms has all


def tripping(organs: Any, day: date) -> Mapping[UUID, list[str]]:
    """By organ what is over a number or soon will be, in words; ``organs`` is a query for their ids."""
    return {organ: _told(marks) for organ, marks in health(organs, day).items()}


def _told(marks: tuple[Mark, ...]) -> list[str]:
    worse = [mark for mark in marks if mark.colour != GREEN]
    told = [f"{mark.what}：{mark.words.rstrip('。')}" for mark in worse[:MOST]]
    rest = len(worse) - len(told)
    return [*told, *([f"另有 {rest} 处栏目、账号超过或者快要超过更新期限"] if rest else [])]
