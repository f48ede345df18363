"""Claim: the whole fictional district (200,000 items, 20,000 applications, three years) is made in minutes: as long as it takes, and for each thing.

Compared with writing as many bare rows into SQLite with ``executemany``: no hash chain, no clock, no encryption, no index of words.
``--scale 0.05`` makes a twentieth, with all organs.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 10.0  # minutes for the whole, on two cores with nothing else running
ROWS_A_THING = 12  # events, versions, deliveries, facts, words: as many rows as a thing has about


def made(folder: str, scale: float, *, district: bool) -> tuple[float, str]:
    """Seconds of one call, and what it said."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}
    environment["GONGKAI_DEMO_SCALE"] = str(scale)
    command = [sys.executable, "-m", "gongkai", "demo", "--no-serve", "--data", folder, *(["--district"] if district else [])]
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return time.perf_counter() - begin, done.stdout


def bare(path: Path, things: int) -> float:
    """Seconds to write as many bare rows."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE thing (a, b, c, d, e, f, g, h, i, j, k, l)")
    row = tuple("示例村低保、特困人员公示" for _ in range(12))
    begin = time.perf_counter()
    connection.executemany(f"INSERT INTO thing VALUES ({','.join('?' * 12)})", (row for _ in range(things * ROWS_A_THING)))
    connection.commit()
    connection.close()
    return time.perf_counter() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    with tempfile.TemporaryDirectory() as folder:
        ordinary, _ = made(folder, scale, district=False)
        seconds, said = made(folder, scale, district=True)
        again, _ = made(folder, scale, district=True)
        found = re.search(r"([\d,]+) 条主动公开的信息，([\d,]+) 件申请", said)
        assert found, said
        items, cases = (int(each.replace(",", "")) for each in found.groups())
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 2**20
        plain = bare(Path(folder, "bare.sqlite3"), items + cases)
    whole = ordinary + seconds
    holds = scale < 1 or whole / 60 <= BAR
    print(
        f"{'ok  ' if holds else 'MISS'}  district of {items:,} items and {cases:,} applications: {whole / 60:.1f} minutes (bar ≤ {BAR:g} at scale 1), "
        f"{seconds / (items + cases) * 1000:.2f} ms each, {seconds / plain:.0f} × the bare rows; again {again:.1f} s; {size:,.0f} MB",
        flush=True,
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
