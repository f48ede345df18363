"""Fill the pages of 监督保障 for the fictional town and its district: called once by ``config.demonstration``, behind the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.oversight.demo import board, days, grievances, platforms, rounds, surveys, tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_TOPICS = (
    days.fill,
    tasks.fill,
    platforms.fill,
    surveys.fill,
    grievances.fill,
    board.fill,
    rounds.fill,
)  # in this order: a later one may build on an earlier one


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Make all of it as of ``today``; ``towns`` the fullest first, ``people`` by user name."""
    for topic in _TOPICS:
        topic(district=district, towns=towns, people=people, today=today, moment=moment)
