"""A desk for the application of the day, with everybody who has to sign."""

from __future__ import annotations

import pytest

from web.applications.desk import Desk


@pytest.fixture
def desk(application, officer, head, legal):
    return Desk(application, officer, head, legal)
