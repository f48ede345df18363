"""The organ that an imported table names: found by its name, or made when it is not there yet.

Its kind is read off its name; the rest is for the office to fill in.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.lib.text import alike, squeeze
from gongkai.web.organs.models import Level, Organ, Serial
from gongkai.web.organs.services import establish

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = (
    (re.compile(r"(镇|乡)(人民政府)?$"), Level.TOWN),
    (re.compile(r"街道(办事处)?$"), Level.STREET),
    (re.compile(r"(局|委员会|办公室|厅|委|办)$"), Level.BUREAU),
    (re.compile(r"(区|县|旗)(人民政府)?$"), Level.COUNTY),
    (re.compile(r"(市|州|盟)(人民政府)?$"), Level.CITY),
    (re.compile(r"(省|自治区)(人民政府)?$"), Level.PROVINCE),
)
FOUNDED = date(2008, 5, 1)  # an organ of an imported table is older than its first row; the office sets its real day


def organ_named(name: str) -> Organ | None:
    """The organ of that name or short name; the one in existence when several ever had it."""
    wanted = squeeze(alike(name))
    found = [each for each in Organ.objects.all() if wanted in (squeeze(alike(each.name)), squeeze(alike(each.short_name)))]
    return min(found, key=lambda each: (each.valid_to is not None, squeeze(alike(each.name)) != wanted)) if found else None


def level_named(name: str) -> Level:
    """What kind of organ has such a name."""
    plain = squeeze(name)
    return next((level for pattern, level in _KINDS if pattern.search(plain)), Level.INSTITUTION)


def make_organ(name: str) -> Organ:
    """A new organ of that name, without superior; its slug follows from the name, so that two imports make one."""
    plain = squeeze(name)
    slug = f"organ-{hashlib.sha256(plain.encode('utf-8')).hexdigest()[:10]}"
    return establish(slug=slug, name=plain, level=level_named(plain), valid_from=FOUNDED)


@transaction.atomic
def keep_serials(*, organ: Organ, series: str, last: Mapping[int, int]) -> None:
    """The next number of a series goes behind the imported ones; ``last`` is the highest of each year."""
    for year, serial in last.items():
        row, _ = Serial.objects.select_for_update().get_or_create(organ=organ, series=series, year=year, defaults={"last": 0})
        if serial > row.last:
            row.last = serial
            row.save(update_fields=["last"])


@transaction.atomic
def take_serials(*, organ: Organ, series: str, year: int, count: int) -> range:
    """The next ``count`` numbers of a series at once."""
    row, _ = Serial.objects.select_for_update().get_or_create(organ=organ, series=series, year=year, defaults={"last": 0})
    taken = range(row.last + 1, row.last + 1 + count)
    row.last += count
    row.save(update_fields=["last"])
    return taken
