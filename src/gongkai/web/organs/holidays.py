"""Years of rest days that came after a release: the files which ``gongkai calendar-import`` keeps in the data folder.

Every process sees a new file at its next question: what was read is kept by name, time and size of each file.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from gongkai.law.holidays import read
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.law.holidays import Year

FOLDER = "calendar"  # the same as in cli.law_calendar
_YEARS = "[0-9][0-9][0-9][0-9].toml"
_LOG = logging.getLogger(__name__)

_Stamp = tuple[str, int, int]  # name, time of change, size


def imported() -> tuple[Year, ...]:
    """The imported years in order. A file spoilt since is left out and logged: its days are provisional again, and said to be."""
    return _read(tuple(_stamps(Path(settings.ENVIRONMENT.data) / FOLDER)))


def _stamps(folder: Path) -> Iterator[_Stamp]:
    for path in sorted(folder.glob(_YEARS)):
        state = path.stat()
        yield str(path), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)
def _read(stamps: tuple[_Stamp, ...]) -> tuple[Year, ...]:
    years = []
    for name, _, _ in stamps:
        try:
            years.append(read(Path(name).read_bytes(), name))
        except (UnusableInput, OSError) as error:
            _LOG.error("a year of rest days cannot be read: %s: %s", name, error)
    return tuple(years)
