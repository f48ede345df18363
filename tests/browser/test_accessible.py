"""Every page type with axe-core, at three sizes; nothing sticks out of a phone, and what is shown at 200 % is what is shown at 100 %."""

from __future__ import annotations

import pytest

from browser import looking

axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_BYTES, MOST_REQUESTS = 100 * 1024, 15


def examine(shown):
    """What is wrong on the page at any size."""
    page, wrong = shown.page, []
    for size, viewport, large in looking.SIZES:
        page.set_viewport_size(viewport)
        looking.large(page, large)
        if size != "desk" and (wide := looking.overflow(page)):
            wrong.append(f"{shown.name} ({size}): {wide}")
        for finding in axe.run(page, options=OPTIONS).response["violations"]:
            if finding["impact"] in looking.SERIOUS:
                nodes = " ; ".join(node["html"][:160] for node in finding["nodes"][:3])
                wrong.append(f"{shown.name} ({size}) {finding['impact']} {finding['id']}: {nodes}")
    looking.large(page, False)
    page.set_viewport_size(looking.DESK)
    return wrong


def test_every_page_of_the_citizen(visit, site):
    wrong = [line for shown in looking.citizen_pages(visit, site) for line in examine(shown)]
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_urlconf(visit, site):
    wrong = [line for shown in looking.office_pages(visit, site) for line in examine(shown)]
    assert not wrong, "\n".join(wrong)
