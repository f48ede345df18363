"""Claim: the memory of ``report audit`` does not grow with the number of reports (8,000; 100,000 with ``--full``)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import psutil

from _pages import plain_text
from gongkai.report.audit import run, tables

# Bytes of resident memory per further report, parent and workers together, that pass for flat: 100,000 reports then cost 20 MB.
BAR = 200
SAMPLES = 40
KINDS = 200  # different contents, so that reading is real; the files themselves are written as they are counted


class Watch:
    """Progress that measures: files done and resident bytes of this process and its children."""

    def __init__(self, total: int) -> None:
        self._every = max(1, total // SAMPLES)
        self._done = 0
        self.seen: list[tuple[int, int]] = []
        self._process = psutil.Process()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def step(self) -> None:
        """One file more is done."""
        self._done += 1
        if self._done % self._every == 0:
            self.seen.append((self._done, self._resident()))

    def _resident(self) -> int:
        bytes_held = int(self._process.memory_info().rss)
        for child in self._process.children(recursive=True):
            try:
                bytes_held += int(child.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        return bytes_held


def slope(points: list[tuple[int, int]]) -> float:
    """Bytes per report by least squares over the second half: what is loaded once is loaded by then."""
    half = points[len(points) // 2 :]
    middle_x = sum(x for x, _ in half) / len(half)
    middle_y = sum(y for _, y in half) / len(half)
    return sum((x - middle_x) * (y - middle_y) for x, y in half) / sum((x - middle_x) ** 2 for x, _ in half)


def main() -> int:
    total = 100_000 if "--full" in sys.argv else 8_000
    with tempfile.TemporaryDirectory() as folder:
        texts = [plain_text(organ=f"示例市示例区第{number}镇人民政府") for number in range(KINDS)]
        for number in range(total):
            place = Path(folder, "in", f"{number // 500:03}")
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:06}.txt").write_text(texts[number % KINDS], "utf-8")
        watches: list[Watch] = []

        def progress(count: int) -> Watch:
            watches.append(Watch(count))
            return watches[0]

        run.run(run.Settings((str(Path(folder, "in")),), str(Path(folder, "out.jsonl")), tables.to_jsonl, jobs=2), progress=progress)
    growth = slope(watches[0].seen)
    peak = max(held for _, held in watches[0].seen) / 2**20
    holds = growth <= BAR
    print(
        f"{'ok  ' if holds else 'MISS'}  audit of {total:,} reports: {growth:.0f} bytes more per report (bar ≤ {BAR}), highest {peak:.0f} MB in all"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
