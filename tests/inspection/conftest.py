"""Inspecting a site of the tests: fast, on a fixed day, over a network in which every public address is this machine."""

from __future__ import annotations

import time

import pytest

from gongkai.inspection.bounds import USUAL
from gongkai.inspection.inspecting import inspect
from support.faulty_site import HOME, TODAY, Answer, Served


@pytest.fixture
def look():
    """``look(pages, url=…, **bounds)`` serves the pages and gives the inspection, the server and the seconds that it took."""

    def run(given, /, url=HOME, names=(), **bounds):
        made = {path: answer if isinstance(answer, Answer) or callable(answer) else Answer(body=answer) for path, answer in given.items()}
        with Served(made) as served:
            served.names.update(names)
            begun = time.monotonic()
            found = inspect(url, today=TODAY, bounds=USUAL._replace(**{"rate": 1000.0, "seconds": 20.0, **bounds}), network=served.network)
            return found, served, time.monotonic() - begun

    return run
