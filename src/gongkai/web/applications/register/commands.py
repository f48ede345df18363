"""What the command line calls: the register in and out. The data folder is ready (``config.boot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput
from gongkai.web import clock
from gongkai.web.applications.register.checking import check
from gongkai.web.applications.register.export import workbook, year_of
from gongkai.web.applications.register.reading import open_table
from gongkai.web.applications.register.writing import Done, bring_in
from gongkai.web.organs.importing import organ_named

if TYPE_CHECKING:
    from gongkai.web.applications.register.checking import Progress


def bring(data: bytes, organ: str, *, dry_run: bool, looking: Progress, writing: Progress) -> Done:
    """Look at a register and, unless ``dry_run``, bring it in. Raises :class:`UnusableInput`."""
    table, moment = open_table(data), clock.now()
    if dry_run:
        checked = check(table, organ_name=organ, moment=moment, progress=looking)
        return Done(checked, 0, checked.organ, made=False)
    return bring_in(table, organ_name=organ, moment=moment, looking=looking, writing=writing)


def give(organ: str, year: int) -> tuple[bytes, int]:
    """The register of a year as .xlsx, and how many cases it has. Raises :class:`UnusableInput` for an unknown organ."""
    found = organ_named(organ)
    if found is None:
        raise UnusableInput(f"没有名称是“{organ}”的机关", "请写登记时用的全称或者简称")
    chosen = year_of(found, year)
    return workbook(chosen), chosen.cases.count()
