"""The backup of every night, where ``GONGKAI_BACKUP_DIR`` names a folder: the last ones stay, older ones go."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from django.conf import settings

from gongkai.lib.errors import UnusableInput
from gongkai.web import clock
from gongkai.web.config.backup import backup

if TYPE_CHECKING:
    from datetime import date

_OURS = re.compile(r"gongkai-\d{8}\.zip")
_LEFT = re.compile(r"\.gongkai-\d{8}\.zip\.part")


def nightly(day: date) -> None:
    """Make the backup of that day, without the keys. Raises :class:`UnusableInput` with the reason, and then every older one stays."""
    folder = settings.ENVIRONMENT.backup
    if not os.path.isdir(folder):  # a disk that is not there must not be taken for an empty folder
        raise UnusableInput(f"备份的文件夹 {folder} 不在", "请建好，或者接好那块磁盘")
    backup(os.path.join(folder, f"gongkai-{day:%Y%m%d}.zip"), moment=clock.now())
    tidy(folder, settings.ENVIRONMENT.backup_keep)


def tidy(folder: str, keep: int) -> None:
    """Leave the newest ``keep`` of those made here, and nothing of one that was interrupted. Called while no nightly backup is written."""
    made = sorted(name for name in os.listdir(folder) if _OURS.fullmatch(name))
    for name in made[:-keep]:
        os.unlink(os.path.join(folder, name))
    for name in os.listdir(folder):
        if _LEFT.fullmatch(name):
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
