"""``gongkai items import``: a year's list of published information brought in."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from gongkai.cli import console
from gongkai.cli.importing import end_progress, problem, progress, read, ready

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from gongkai.cli.main import Load

_BRING = "gongkai.web.publication.register.commands:bring"
_WARNINGS_SHOWN = 50


def bring(given: Namespace, load: Load) -> int:
    """0 when it was brought in (or could be, with ``--dry-run``), 1 when the list has errors."""
    data = read(given.file)
    ready(given, load)
    done = load(_BRING)(data, given.file, given.organ, dry_run=given.dry_run, looking=progress("已检查"), writing=progress("已导入"))
    end_progress()
    if given.json:
        sys.stdout.write(json.dumps(_as_json(done, given), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _told(done, given)))
    if done.checked.problems:
        console.complain(f"有 {len(done.checked.problems)} 处错误，什么都没有导入。请改正后再导入", given.file)
        return console.NO
    return console.FINE


def _told(done: Any, given: Namespace) -> Iterator[str]:
    """What a person reads: the errors whole, the oddities in part, then what came of it."""
    checked = done.checked
    yield from (each.words for each in checked.problems)
    if checked.warned:
        yield f"有 {checked.warned} 处请核对（是历史，照样导入）："
        yield from (f"  {warning.words}" for warning in checked.warnings[:_WARNINGS_SHOWN])
        if checked.warned > _WARNINGS_SHOWN:
            yield f"  ……其余 {checked.warned - _WARNINGS_SHOWN} 处请加 --json 查看"
    if checked.unknown:
        yield f"不认识的列原样保留：{'、'.join(checked.unknown)}"
    if checked.problems:
        return
    years = "，".join(f"{year} 年发布 {count} 条" for year, count in checked.years)
    channels = "，".join(f"{label} {count} 条" for label, count in checked.channels)
    if given.dry_run:
        made = f"；没有“{checked.organ_name}”这个机关，导入时会新建" if checked.organ is None else ""
        yield f"共 {checked.rows} 条（{years}），没有错误，可以导入{made}。这次只检查，什么都没有保留。"
        yield f"按渠道：{channels}。"
        return
    if done.made:
        yield f"没有“{checked.organ_name}”这个机关，已经新建，请在机关设置里补全上级、代字和联系方式。"
    yield f"已导入 {done.imported} 条到“{checked.organ_name}”（{years}）。"
    yield f"按渠道：{channels}。"


def _as_json(done: Any, given: Namespace) -> dict[str, Any]:
    checked = done.checked
    return {
        "file": given.file, "organ": checked.organ_name, "organ_created": bool(done.made), "dry_run": bool(given.dry_run), "rows": checked.rows,
        "imported": done.imported, "years": {str(year): count for year, count in checked.years},
        "channels": dict(checked.channels), "unknown_columns": list(checked.unknown),
        "errors": [problem(each) for each in checked.problems],
        "warnings": [problem(each) for each in checked.warnings], "warnings_total": checked.warned,
    }  # fmt: skip
