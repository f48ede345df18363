"""``gongkai report compile``: the tables of a year, counted from the records of an organ."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gongkai.cli import console
from gongkai.cli.importing import ready
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from argparse import Namespace

    from gongkai.cli.main import Load

_COMPILE = "gongkai.web.reporting.commands:compile_year"
_PROBLEMS_SHOWN = 20


def compile_year(given: Namespace, load: Load) -> int:
    """0 when the tables were made; cells that no record can tell stay empty, and are told on the error output."""
    writers = load("gongkai.report.writers")
    if given.output:
        writers.suffix_of(given.output)
    ready(given, load)
    made = load(_COMPILE)(given.organ, given.year)
    if given.json:
        codec = load("gongkai.report.codec")
        sys.stdout.write(codec.pretty({**codec.to_dict(made.report), "sources": made.sources}))
    if given.output:
        try:
            writers.write(made.report, given.output)
        except UnusableInput as error:
            console.complain(error.sentence(), given.output)
            return console.UNUSABLE
    if not given.json:
        shown = (
            load("gongkai.report.output.plain:show")(made.report, width=console.width())
            if not given.output
            else f"已写好：{given.output}\n"
        )
        sys.stdout.write(shown)
    _owed(made)
    return console.FINE


def _owed(made: Any) -> None:
    """What stays empty, because unknown is not zero."""
    if not made.problems:
        return
    sys.stderr.write(f"有 {len(made.problems)} 处不能从记录数出来，留空：\n")
    sys.stderr.write("".join(f"  {each}\n" for each in made.problems[:_PROBLEMS_SHOWN]))
    if len(made.problems) > _PROBLEMS_SHOWN:
        sys.stderr.write(f"  ……还有 {len(made.problems) - _PROBLEMS_SHOWN} 处\n")
