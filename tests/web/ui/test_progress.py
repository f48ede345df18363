"""How far long work is: told whole or not at all, with its pace, gone when the work is."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from gongkai.web.ui import progress

BEGAN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_work_tells_how_far_it_is_and_how_long_it_still_takes():
    work = uuid.uuid4()
    assert progress.far(work) is None
    progress.writer(work, BEGAN, 1000)(250)
    assert progress.pace(work, BEGAN + timedelta(seconds=10)) == progress.Pace(250, 1000, 25, 30)
    progress.forget(work)
    progress.forget(work)
    assert progress.pace(work, BEGAN) is None


def test_what_has_no_end_in_sight_says_no_rest():
    work = uuid.uuid4()
    progress.writer(work, BEGAN)(250)
    assert progress.pace(work, BEGAN) == progress.Pace(250, 0, 0, None)
    progress.forget(work)
