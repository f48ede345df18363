"""What an automatic indicator is: one decorated function that answers for many organs at once.

::

    @indicator("late_publication", sets=(DEDUCT, RATIO))
    def late_publication(asked: Asked) -> Found:
        \"\"\"超过期限才公开。

        查什么：…
        怎么算：…
        依据：…
        \"\"\"

It asks a bounded number of questions of the database whatever the number of organs, and gives each defect as one :class:`Case`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.oversight.indicators.scoring import BONUS, DEDUCT, RATIO, VETO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from gongkai.web.organs.models import Organ

HEADINGS = ("查什么", "怎么算", "依据")
COUNTED = (DEDUCT, VETO)  # each case counts
SHARED = (DEDUCT, RATIO, VETO)  # each case counts, or their share
MERIT = (BONUS,)  # each case is to the organ's credit
_PART = re.compile(r"^\s*(查什么|怎么算|依据)：(.*?)(?=^\s*(?:查什么|怎么算|依据)：|\Z)", re.S | re.M)


class Asked(NamedTuple):
    """Whom and what is asked about: ``first`` to ``last`` is the period, ``day`` the day on which one looks (no later than ``last``)."""

    organs: tuple[Organ, ...]
    first: date
    last: date
    day: date

    @property
    def keys(self) -> list[UUID]:
        """The ids of the organs."""
        return [organ.pk for organ in self.organs]


class Case(NamedTuple):
    """One case, the evidence of one point: of whom, what it is, on which day, where it opens, and in words what is wrong with it.

    ``inner``: the address is a page of the desk that the organ's own people open; others read the words.
    """

    organ: UUID
    what: str
    on: date | None
    address: str
    words: str
    inner: bool = True


class Found(NamedTuple):
    """The cases of all organs, and for a share how many things each organ had; one that is not in ``base`` had none."""

    cases: Sequence[Case]
    base: Mapping[UUID, int] | None = None


class Indicator(NamedTuple):
    """An automatic indicator: ``methods`` are those in which it may be used."""

    key: str
    title: str
    what: str
    how: str
    cites: str
    methods: tuple[str, ...]
    ask: Callable[[Asked], Found]


def indicator(key: str, methods: tuple[str, ...] = COUNTED) -> Callable[[Callable[[Asked], Found]], Indicator]:
    """Make a function an indicator; its docstring is what an officer reads."""

    def made(function: Callable[[Asked], Found]) -> Indicator:
        text = function.__doc__ or ""
        parts = {name: " ".join(words.split()) for name, words in _PART.findall(text)}
        missing = [name for name in HEADINGS if not parts.get(name)]
        if missing:
            raise TypeError(f"{key}: the docstring has no {'、'.join(missing)}")
        title = text.strip().splitlines()[0].rstrip("。")
        what, how, cites = (parts[name] for name in HEADINGS)
        return Indicator(key, title, what, how, cites, methods, function)

    return made
