"""axe-core in a page that is open: what it finds serious, in one place for all tests that ask."""

from __future__ import annotations

import pytest

from browser import looking
from browser.place import DESK

_SCRIPT = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong crosses to Python: all that passed is ten times as much, and took most of the time.
_RUN = """options => axe.run(options).then(({violations}) =>
  violations.map(each => [each.impact, each.id, each.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(" ; ")]))"""


def found(page) -> list[tuple[str, str]]:
    """What is wrong by the tags of WCAG 2.2 A and AA and good practice: impact; rule and the first elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    wrong = page.evaluate(_RUN, {"resultTypes": ["violations"], "runOnly": _TAGS})
    return [(impact, f"{rule}: {nodes}") for impact, rule, nodes in wrong]


def serious(page) -> list[str]:
    """What keeps somebody out: impact, rule, the first elements."""
    return [f"{impact} {line}" for impact, line in found(page) if impact in looking.SERIOUS]


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
        wrong += [f"({size}) {line}" for line in serious(page)]
    looking.large(page, False)
    page.set_viewport_size(DESK)
    return wrong
