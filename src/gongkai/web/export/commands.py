"""What the command line calls. The data folder is ready (``config.boot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from gongkai.web.clock import now
from gongkai.web.export.site import Exported, export, refuse_inside

if TYPE_CHECKING:
    from collections.abc import Callable


def export_site(folder: str, *, jobs: int = 0, progress: Callable[[int, int], None] | None = None) -> Exported:
    """Bring the folder up to date. Raises :class:`UnusableInput`."""
    refuse_inside(folder, settings.ENVIRONMENT.data)
    return export(folder, moment=now(), jobs=jobs, progress=progress)
