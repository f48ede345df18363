"""How often something may be tried: counted in the database, so that all processes count together.

It slows and never shuts out: a try that is refused is not counted, so whoever waits as long as the page says
gets through. In any period of ``window`` seconds no more than ``limit`` tries are let through.

::

    wait = why_not((TRACK_NUMBER, number), (TRACK_NETWORK, neighbourhood(client_address(request))), (TRACK_ALL, ""), moment=moment)
    if wait:
        return too_many(request, wait)
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.web.accounts.models import Count
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLICES = 12  # a window is counted in so many parts
HOUR = 3600


class Throttle(NamedTuple):
    """At most ``limit`` tries of ``action`` under one key in ``window`` seconds."""

    action: str
    limit: int
    window: int


TRACK_NUMBER = Throttle("track.number", 10, HOUR)  # by register number
TRACK_NETWORK = Throttle("track.network", 60, HOUR)
TRACK_ALL = Throttle("track.all", 6000, HOUR)
SUBMIT_NETWORK = Throttle("submit.network", 60, HOUR)  # a whole office may stand behind one address
UPLOAD_NETWORK = Throttle("upload.network", 200, HOUR)


@transaction.atomic
def why_not(*limits: tuple[Throttle, str], moment: datetime) -> int:
    """Seconds to wait before the next try; 0 when it may go on, and then it is counted under every key."""
    held = [(throttle, _locked(throttle, key, moment)) for throttle, key in sorted(limits)]
    wait = max((_wait(throttle, row.marks, moment) for throttle, row in held), default=0)
    if wait:
        return wait
    for throttle, row in held:
        _count(throttle, row, moment, 1)
    return 0


@transaction.atomic
def forgive(*limits: tuple[Throttle, str], moment: datetime) -> None:
    """Take the last try back: it was a right one, and only wrong ones count."""
    for throttle, key in sorted(limits):
        _count(throttle, _locked(throttle, key, moment), moment, -1)


def forget(moment: datetime) -> int:
    """Delete counts that tell nothing any more; how many rows."""
    return Count.objects.filter(until__lt=moment).delete()[0]


def _locked(throttle: Throttle, key: str, moment: datetime) -> Count:
    blinded = keyring().blind(key, f"throttle.{throttle.action}")
    row, _ = Count.objects.select_for_update().get_or_create(action=throttle.action, key=blinded, defaults={"until": moment})
    return row


def _now(throttle: Throttle, moment: datetime) -> tuple[float, float, int]:
    seconds, step = moment.timestamp(), throttle.window / _SLICES
    return seconds, step, int(seconds // step)


def _live(throttle: Throttle, marks: Mapping[str, int], moment: datetime) -> dict[int, int]:
    current = _now(throttle, moment)[2]
    # The oldest slice is only partly within the window; it counts whole, so that the limit is never exceeded.
    return {int(part): number for part, number in marks.items() if current - _SLICES <= int(part) and number > 0}


def _wait(throttle: Throttle, marks: Mapping[str, int], moment: datetime) -> int:
    seconds, step, _ = _now(throttle, moment)
    live = _live(throttle, marks, moment)
    total = sum(live.values())
    for part in sorted(live):
        if total < throttle.limit:
            return 0
        total -= live[part]
        if total < throttle.limit:
            return max(1, math.ceil((part + _SLICES + 1) * step - seconds))
    return 0


def _count(throttle: Throttle, row: Count, moment: datetime, number: int) -> None:
    _, step, current = _now(throttle, moment)
    live = _live(throttle, row.marks, moment)
    at = current if number > 0 else max(live, default=current)
    live[at] = max(0, live.get(at, 0) + number)
    row.marks = {str(part): count for part, count in live.items()}
    row.until = datetime.fromtimestamp((current + _SLICES + 1) * step, UTC)
    row.save(update_fields=["marks", "until"])
