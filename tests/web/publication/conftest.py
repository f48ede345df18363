"""The town's people as the items need them."""

from __future__ import annotations

import pytest

from support import items


@pytest.fixture
def team(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)
