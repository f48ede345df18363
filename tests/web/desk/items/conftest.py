"""The town's people as the items need them; files as a browser sends them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support import items


@pytest.fixture
def team(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


@pytest.fixture
def upload():
    """A file to send: ``upload(name, data)``."""
    return SimpleUploadedFile
