"""Nothing is set up for all tests: what a test needs it asks of ``tests.support`` or makes itself."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long it takes to draw an example, and to try it, says more of what else the machine does than of the code.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# Programs that tests start as processes of their own: not modules to look for examples in.
collect_ignore = ["browser/seed.py", "support/publishing.py", "support/racing.py"]


def pytest_collection_modifyitems(items):
    """Files that may take longest begin first: else the last of them runs alone, and the other processes wait for it."""
    longest = {}
    for item in items:
        mark = item.get_closest_marker("timeout")
        seconds = mark.args[0] if mark and mark.args else 0
        longest[item.path] = max(longest.get(item.path, 0), seconds)
    items.sort(key=lambda item: -longest[item.path])
