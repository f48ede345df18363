"""A server group killed again and again under load: what it acknowledged must be there, once and whole.

Run: python benchmarks/kill.py [KILLS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.served import Site, kill_again_and_again


def main() -> int:
    """1 when anything was lost, doubled or half written, or when it was slow to come back."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "data")
        try:
            found = kill_again_and_again(site, kills)
        finally:
            site.close()
    median, longest = found.recovery[len(found.recovery) // 2], found.recovery[-1]
    print(f"{found.kills} kills, {found.acknowledged} acknowledged, {found.retries} tries without an answer")
    print(f"lost {len(found.lost)}, wrong {len(found.wrong)} {found.wrong[:3]}")
    print(f"answers again after {median:.2f} s (median), {longest:.2f} s (longest), the start of the processes included")
    return int(bool(found.lost or found.wrong))


if __name__ == "__main__":
    sys.exit(main())
