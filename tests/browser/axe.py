"""axe-core in a page that is open: what it finds serious, in one place for all tests that ask."""

from __future__ import annotations

import pytest

from browser import looking
from browser.place import DESK

_SCRIPT = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What larger text may change: names, roles, order and structure are those of the size before.
OF_THE_SIZE = ("color-contrast", "target-size", "scrollable-region-focusable")
# Only what is wrong crosses to Python: all that passed is ten times as much, and took most of the time.
_RUN = """options => axe.run(options).then(({violations}) =>
  violations.map(each => [each.impact, each.id, each.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(" ; ")]))"""


def found(page, rules=ALL) -> list[tuple[str, str]]:
    """What is wrong by these tags or rules: impact; rule and the first elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    wrong = page.evaluate(_RUN, {"resultTypes": ["violations"], "runOnly": list(rules)})
    return [(impact, f"{rule}: {nodes}") for impact, rule, nodes in wrong]


def serious(page, rules=ALL) -> list[str]:
    """What keeps somebody out: impact, rule, the first elements."""
    return [f"{impact} {line}" for impact, line in found(page, rules) if impact in looking.SERIOUS]


def at_all_sizes(page, shot=None) -> list[str]:
    """The same on a desk, on a phone and with large text, and what sticks out there; ``shot(size)`` is called at each."""
    wrong = []
    for size, viewport, large in looking.SIZES:
        page.set_viewport_size(viewport)
        looking.large(page, large)
        if shot:
            shot(size)
        if size != "desk" and (wide := looking.overflow(page)):
            wrong.append(f"({size}): {wide}")
        wrong += [f"({size}) {line}" for line in serious(page, OF_THE_SIZE if large else ALL)]
    looking.large(page, False)
    page.set_viewport_size(DESK)
    return wrong
