"""Runs a check-up in a process of its own, bounded in time and memory, so that the files never touch a disk (``lib.apart``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongkai.lib import apart, limits
from gongkai.web.checkup.examining import Answer, Order, refused

if TYPE_CHECKING:
    from datetime import datetime

_MODULE = "gongkai.web.checkup.examining"
BOUNDS = apart.Bounds(
    cpu_seconds=10.0,  # an honest report takes 0.1
    wall_seconds=2.0 * limits.OFFICE_SECONDS + 20,  # both files may be of an old format
    memory=768 * 1024 * 1024,  # what the readers take from any file stays far below
)
_TOO_MUCH = "没有在限定的时间和内存里检查完，请确认这是一份年度报告；文件特别大的，去掉图片和附件后再试"


def examine(order: Order, given: bytes, previous: bytes = b"", *, moment: datetime) -> Answer:
    """The answer about a report; a process that did not end well is a file that cannot be used."""
    asked = json.dumps(order).encode("ascii") + b"\n" + given + previous
    done = apart.call(_MODULE, asked, BOUNDS, moment=moment)
    if done.status != 0:
        return refused(order.name, _TOO_MUCH)
    return Answer(*json.loads(done.output))
