"""Claim: of the arithmetical faults planted in 2,000 random reports at least 99.5 % are found, and no clean one gives an alarm."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.generated import Case, consistent, plant

from gongkai.report.rules import check
from gongkai.report.rules.context import Context

REPORTS = 2_000
ARITHMETIC = ("S", "C", "T")


def _arithmetic(case: Case) -> list:
    return [finding for finding in check(Context(case.report, previous=case.previous)) if finding.code.startswith(ARITHMETIC)]


def main() -> int:
    """Print recall and false alarms, one line each; exit 1 when the claim does not hold."""
    planted = found = alarms = 0
    started = time.perf_counter()
    for seed in range(REPORTS):
        clean = consistent(random.Random(seed))
        alarms += bool(_arithmetic(clean))
        faulty, expected = plant(clean, random.Random(seed + 1_000_000))
        findings = _arithmetic(faulty)
        planted += len(expected)
        found += sum(fault.met(findings) for fault in expected)
    print(f"planted faults found: {found}/{planted} = {found / planted:.4f} (claim: >= 0.995)")
    print(f"clean reports with an alarm: {alarms}/{REPORTS} = {alarms / REPORTS:.4f} (claim: 0)")
    print(f"two checks of each report took {(time.perf_counter() - started) / REPORTS * 500:.2f} ms per check", file=sys.stderr)
    return 0 if found >= 0.995 * planted and alarms == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
