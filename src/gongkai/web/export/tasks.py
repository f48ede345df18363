"""The export that follows each publication by itself, where ``GONGKAI_EXPORT`` names a folder."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max

from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.events import heartbeats
from gongkai.web.export.commands import export_site
from gongkai.web.export.turns import Busy
from gongkai.web.publication.models import Item

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)
ANYWAY = timedelta(hours=1)  # what changed without a publication, an organ's telephone, follows within that


def follow(moment: datetime, last: datetime | None) -> datetime | None:
    """Export when something that readers see changed since ``last``, or an hour went by; the moment up to which readers have everything.

    What cannot be exported is written to the log and tried again after an hour; while somebody exports by hand it waits for its next turn.
    """
    folder = settings.ENVIRONMENT.export
    if not folder:
        return None
    changed = Item.objects.aggregate(last=Max("changed_at"))["last"]
    if last is not None and moment - last < ANYWAY and (changed is None or changed <= last):
        return last
    try:
        done = export_site(folder)
    except Busy:
        return last
    except (UnusableInput, OSError) as error:
        logger.exception("静态网页没有导出")
        heartbeats.failed(name="export", moment=moment, problem=error.problem if isinstance(error, UnusableInput) else type(error).__name__)
    else:
        heartbeats.went_well(name="export", day=day_of(moment), moment=moment)
        if done.changed or done.removed:
            logger.info("静态网页已更新：新写 %s 个，去掉 %s 个", done.changed, done.removed)
    return moment
