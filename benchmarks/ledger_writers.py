"""Sixteen processes against one, all taking applications in on one SQLite file: the ratio of what they do in all.

Run: python benchmarks/ledger_writers.py [SECONDS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.served import Site
from support.writing import together

LEAST = 0.6


def main() -> int:
    """1 when any write failed, or sixteen together do less than :data:`LEAST` of what one does."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 15.0
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "data")
        one = together(site.folder, 1, seconds)
        many = together(site.folder, 16, seconds)
        site.close()
    ratio = many.done / one.done
    for writers, found in ((1, one), (16, many)):
        print(
            f"{writers:2} writers: {found.done / seconds:6.1f} applications/s, p50 {found.p50:.3f} s, p99 {found.p99:.3f} s, errors {len(found.errors)}"
        )
    print(f"ratio {ratio:.2f} (at least {LEAST})")
    return int(bool(one.errors or many.errors) or ratio < LEAST)


if __name__ == "__main__":
    sys.exit(main())
