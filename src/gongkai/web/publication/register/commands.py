"""What the command line calls: a year's list in. The data folder is ready (``config.boot``)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gongkai.lib.tablefile import open_table
from gongkai.web import clock
from gongkai.web.publication.register.checking import check
from gongkai.web.publication.register.columns import HEAD
from gongkai.web.publication.register.writing import Done, bring_in

if TYPE_CHECKING:
    from gongkai.web.publication.register.checking import Progress


def bring(data: bytes, name: str, organ: str, *, dry_run: bool, looking: Progress, writing: Progress) -> Done:
    """Look at a list and, unless ``dry_run``, bring it in. Raises :class:`UnusableInput`."""
    table, moment = open_table(data, HEAD), clock.now()
    if dry_run:
        checked = check(table, organ_name=organ, moment=moment, progress=looking)
        return Done(checked, 0, checked.organ, made=False)
    return bring_in(table, organ_name=organ, moment=moment, file=os.path.basename(name), looking=looking, writing=writing)
