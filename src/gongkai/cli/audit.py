"""``gongkai report audit``: many files, one table. Chooses formats, workers and progress; the work is below."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gongkai.cli import console
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from argparse import Namespace

    from gongkai.cli.main import Load

CONVERTERS = {
    ".parquet": "gongkai.report.audit.parquet:convert",
    ".csv": "gongkai.report.audit.tables:to_csv",
    ".jsonl": "gongkai.report.audit.tables:to_jsonl",
}


def audit(given: Namespace, load: Load) -> int:
    """Read and check everything under the paths. 0 when at least one file could be read, whatever was found in it."""
    suffix = os.path.splitext(given.output)[1].lower()
    if suffix not in CONVERTERS:
        raise UnusableInput(f"不知道“{given.output}”要写成什么格式", "请把后缀改为 .parquet、.csv 或 .jsonl")
    convert = load(CONVERTERS[suffix])
    run = load("gongkai.report.audit.run")
    settings = run.Settings(
        paths=tuple(given.paths),
        output=given.output,
        convert=convert,
        jobs=given.jobs or os.cpu_count() or 1,
        cache=None if given.no_cache else given.cache or load("gongkai.report.audit.cache:default_folder")(),
        seconds=given.limit,
        select=given.select,
        ignore=given.ignore,
    )
    open_pool = load("gongkai.report.audit.cluster:open_pool")(given.cluster) if given.cluster else None
    progress = load("gongkai.report.audit.progress:Bar") if sys.stderr.isatty() else None
    tally = run.run(settings, open_pool=open_pool, progress=progress)
    sys.stdout.write(load("gongkai.report.audit.tally:words")(tally, console.width()))
    sys.stdout.write(f"\n明细：{given.output}\n汇总：{run.summary_path(given.output)}\n")
    return console.FINE if tally.files > tally.unusable else console.UNUSABLE
