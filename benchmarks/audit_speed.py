"""Claim: ``report audit`` on two processes does at least 1.8× the work of one."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from _pages import word_page
from _timing import medians, verdict
from gongkai.report.audit import run, tables

FILES, BAR, ROUNDS = 800, 1.8, 5


def main() -> int:
    if (os.cpu_count() or 1) < 2:
        print("SKIP  one processor only: two processes cannot be faster")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        for number in range(FILES):
            (pages / f"{number:04}.html").write_text(word_page(organ=f"示例市示例区第{number}镇人民政府"), "utf-8")

        def survey(jobs: int) -> None:
            run.run(run.Settings((str(pages),), str(Path(folder, "out.jsonl")), tables.to_jsonl, jobs=jobs))

        taken = medians({"one": lambda: survey(1), "two": lambda: survey(2)}, ROUNDS)
    detail = f"{FILES / taken['one']:.0f} files/s on one, {FILES / taken['two']:.0f} on two"
    return 0 if verdict("audit on two processes against one", taken["one"] / taken["two"], BAR, detail, at_least=True) else 1


if __name__ == "__main__":
    sys.exit(main())
