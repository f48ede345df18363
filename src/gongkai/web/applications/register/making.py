"""Registration numbers of a register: the next one goes behind those that were brought in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.web.organs import importing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.organs.models import Organ


def keep_serials(organ: Organ, numbers: Iterable[str]) -> None:
    """The next registration goes behind the imported ones of the same series: 示政公开申〔2026〕12号."""
    series = f"{organ.word}申"
    pattern = re.compile(re.escape(series) + r"〔(\d{4})〕(\d{1,9})号")
    last: dict[int, int] = {}
    for number in numbers:
        if found := pattern.fullmatch(number):
            last[int(found[1])] = max(last.get(int(found[1]), 0), int(found[2]))
    importing.keep_serials(organ=organ, series=series, last=last)
