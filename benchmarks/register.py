"""Claim: importing a register costs little over what it writes: 10,000 rows (100,000 with ``--full``), time and memory.

Compared with reading the same workbook by calamine and writing the same number of bare rows of the same width into SQLite
with ``executemany`` and no check, no clock, no hash chain, no encryption.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from _timing import verdict

BAR, MEMORY_BAR = 100.0, 300  # times the bare loop; MB
HEAD = (
    "登记编号", "收到日期", "提交方式", "申请人类型", "办结日期", "办理结果", "申请人", "申请内容", "补正通知日期", "补正收到日期", "送达日期", "邮寄单号",
)  # fmt: skip
RESULTS = ("（一）予以公开", "部分公开", "1.本机关不掌握相关政府信息", "8.属于行政查询事项", "3.其他")
# What a child does and what it prints: seconds and its peak of resident memory in MB.
CHILD = """
import resource, sys, time
from gongkai.cli.main import main
begin = time.perf_counter()
code = main(["applications", "import", sys.argv[1], "--organ", "示例镇人民政府", "--data", sys.argv[2], "--json"])
sys.stderr.write(f"{code} {time.perf_counter() - begin} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
"""


def workbook(path: Path, rows: int) -> None:
    """A register as a clerk keeps it."""
    chance = random.Random(1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEAD)
        for line in range(1, rows + 1):
            received = date(2023, 1, 3) + timedelta(days=chance.randrange(700))
            closed = received + timedelta(days=10 + chance.randrange(30))
            corrected = chance.random() < 0.2
            row = (
                f"{received.year}-{line:06d}", received, chance.choice(("当面", "邮寄", "网络")), chance.choice(("自然人", "商业企业")), closed,
                chance.choice(RESULTS), f"申请人{line}", f"申请公开第{line}件的有关材料", received + timedelta(days=3) if corrected else None,
                received + timedelta(days=8) if corrected else None, closed + timedelta(days=3), f"XA{line:011d}",
            )  # fmt: skip
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, look)
                elif value is not None:
                    sheet.write_string(line, column, value)


def bare(path: Path, database: Path) -> float:
    """Seconds to read the workbook and write as many rows as the import does: three tables and four events a case."""
    begin = time.perf_counter()
    rows = list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())[1:]
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    for table in ("application", "person", "item", "event"):
        connection.execute(f"CREATE TABLE {table} (a, b, c, d, e, f, g, h, i, j, k, l)")
    values = [tuple(str(value) for value in row) for row in rows]
    for table, times in (("application", 1), ("person", 1), ("item", 1), ("event", 4)):
        for _ in range(times):
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(HEAD))})", values)
    connection.commit()
    connection.close()
    return time.perf_counter() - begin


def main() -> int:
    rows = 100_000 if "--full" in sys.argv else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path, data = Path(folder, "台账.xlsx"), Path(folder, "var")
        workbook(path, rows)
        plain = bare(path, Path(folder, "bare.sqlite3"))
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(path), str(data)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, check=True
        )  # fmt: skip
        code, seconds, memory = done.stderr.split()
    assert code == "0", done.stderr
    detail = f"{float(seconds):.1f} s against {plain:.2f} s, {rows / float(seconds):,.0f} rows/s"
    in_time = verdict(f"import of {rows:,} rows against bare reading and inserting", float(seconds) / plain, BAR, detail)
    in_memory = float(memory) <= MEMORY_BAR
    print(f"{'ok  ' if in_memory else 'MISS'}  its peak of memory: {float(memory):.0f} MB (bar ≤ {MEMORY_BAR} MB)", flush=True)
    return 0 if in_time and in_memory else 1


if __name__ == "__main__":
    sys.exit(main())
