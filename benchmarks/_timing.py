"""Ratios measured in one run: candidates take turns, the median of each counts, so that a busy machine slows all alike."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def medians(candidates: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each candidate over ``rounds`` interleaved turns, one unmeasured turn before."""
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    for _ in range(rounds):
        for name, call in candidates.items():
            gc.collect()
            begin = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def verdict(claim: str, ratio: float, bar: float, detail: str = "", *, at_least: bool = False) -> bool:
    """Print one line for the claim and say whether it holds."""
    holds = ratio >= bar if at_least else ratio <= bar
    sign = "≥" if at_least else "≤"
    print(f"{'ok  ' if holds else 'MISS'}  {claim}: {ratio:.2f}× (bar {sign} {bar:g}×){'  ' + detail if detail else ''}", flush=True)
    return holds
