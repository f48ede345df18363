"""What writing costs, as ratios in one run: our DOCX against python-docx, every format against reading HTML.

Run: python benchmarks/writers.py [ROUNDS]
"""

from __future__ import annotations

import io
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import docx

from gongkai.report import sample, writers
from gongkai.report.layout import Table, blocks, placed
from gongkai.report.readers import report_of

if TYPE_CHECKING:
    from collections.abc import Callable


def best(action: Callable[[], object], rounds: int) -> float:
    """The shortest of ``rounds`` runs, in seconds: what it costs when nothing else disturbs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def with_python_docx() -> bytes:
    """The same paragraphs and tables by python-docx, without any of the layout."""
    document = docx.Document()
    for block in blocks(sample.clean()):
        if not isinstance(block, Table):
            document.add_paragraph(block.text)
            continue
        table = document.add_table(len(block.rows), block.width)
        for number, row in enumerate(placed(block)):
            for column, cell in row:
                last = table.cell(number + cell.rows - 1, column + cell.columns - 1)
                table.cell(number, column).merge(last).text = cell.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def main() -> None:
    """Print one line per format."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    report = sample.clean()
    page = writers.render(report, ".html")
    reading = best(lambda: report_of(page), rounds)
    print(f"reading the HTML page again: {reading * 1000:.1f} ms = 1")
    costs = {}
    for suffix in (".json", ".txt", ".html", ".docx", ".xlsx", ".pdf"):
        data = writers.render(report, suffix)
        costs[suffix] = best(partial(writers.render, report, suffix), rounds)
        print(f"writing {suffix:5}  {costs[suffix] * 1000:7.1f} ms  {costs[suffix] / reading:6.2f} x reading  {len(data) / 1024:7.1f} KB")
    other = best(with_python_docx, max(1, rounds // 5))
    print(f"python-docx, bare: {other * 1000:.1f} ms = {other / costs['.docx']:.0f} x our .docx")


if __name__ == "__main__":
    main()
