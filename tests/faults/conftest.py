from __future__ import annotations

import pytest

from support.served import Site


@pytest.fixture
def site(tmp_path):
    """An installation, not yet served; killed at the end."""
    made = Site(tmp_path / "data")
    yield made
    made.close()
