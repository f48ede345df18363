"""``gongkai applications import`` and ``export``: the register of applications in and out."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from gongkai.cli import console
from gongkai.cli.importing import end_progress, problem, progress, read, ready
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from gongkai.cli.main import Load

_ROOM = "gongkai.web.applications.register.commands"
_WARNINGS_SHOWN = 50


def bring(given: Namespace, load: Load) -> int:
    """``import``: 0 when it was brought in (or could be, with ``--dry-run``), 1 when the register has errors."""
    data = read(given.file)
    ready(given, load)
    done = load(f"{_ROOM}:bring")(data, given.organ, dry_run=given.dry_run, looking=progress("已检查"), writing=progress("已导入"))
    end_progress()
    if given.json:
        sys.stdout.write(json.dumps(_as_json(done, given), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _told(done, given)))
    if done.checked.problems:
        console.complain(f"有 {len(done.checked.problems)} 处错误，什么都没有导入。请改正后再导入", given.file)
        return console.NO
    return console.FINE


def give(given: Namespace, load: Load) -> int:
    """``export``: the cases of a year to an .xlsx file."""
    if not given.output.lower().endswith(".xlsx"):
        raise UnusableInput(f"不能写成 {os.path.basename(given.output)}", "输出文件请以 .xlsx 结尾")
    ready(given, load)
    data, count = load(f"{_ROOM}:give")(given.organ, given.year)
    with open(given.output, "wb") as file:
        file.write(data)
    sys.stdout.write(f"{given.year} 年的台账共 {count} 件（当年收到的和上年结转的），写到 {given.output}\n")
    return console.FINE


def _told(done: Any, given: Namespace) -> Iterator[str]:
    """What a person reads: the errors whole, the oddities in part, then what came of it."""
    checked = done.checked
    yield from (each.words for each in checked.problems)
    if checked.warned:
        yield f"有 {checked.warned} 处与法定要求不一致（是历史，照样导入）："
        yield from (f"  {warning.words}" for warning in checked.warnings[:_WARNINGS_SHOWN])
        if checked.warned > _WARNINGS_SHOWN:
            yield f"  ……其余 {checked.warned - _WARNINGS_SHOWN} 处请加 --json 查看"
    if checked.unknown:
        yield f"不认识的列原样保留：{'、'.join(checked.unknown)}"
    if checked.problems:
        return
    years = "，".join(f"{year} 年收到 {count} 件" for year, count in checked.years)
    if given.dry_run:
        made = f"；没有“{checked.organ_name}”这个机关，导入时会新建" if checked.organ is None else ""
        yield f"共 {checked.rows} 件（{years}），没有错误，可以导入{made}。这次只检查，什么都没有保留。"
        return
    if done.made:
        yield f"没有“{checked.organ_name}”这个机关，已经新建，请在机关设置里补全上级、代字、复议机关和联系方式。"
    yield f"已导入 {done.imported} 件到“{checked.organ_name}”（{years}），其中 {checked.open_cases} 件还没有办结。"


def _as_json(done: Any, given: Namespace) -> dict[str, Any]:
    checked = done.checked
    return {
        "file": given.file, "organ": checked.organ_name, "organ_created": bool(done.made), "dry_run": bool(given.dry_run), "rows": checked.rows,
        "imported": done.imported, "open": checked.open_cases, "years": {str(year): count for year, count in checked.years},
        "unknown_columns": list(checked.unknown),
        "errors": [problem(each) for each in checked.problems],
        "warnings": [problem(each) for each in checked.warnings], "warnings_total": checked.warned,
    }  # fmt: skip
