"""Bounds of one inspection. One place; nothing else names a number."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """How much is asked of a site at most.

    ``pages`` and ``files``: of the site; ``outside``: addresses of others. ``seconds``: all of it. ``rate``: questions to one host in a
    second. ``page_bytes``: unpacked; of a longer page the beginning is read. ``links`` of one page; ``depth`` in clicks from
    the first page; ``alike``: addresses with a query that differ in its values only; ``failures``: in a row, then the walk ends.
    """

    pages: int = 500
    files: int = 500
    outside: int = 100
    seconds: float = 900.0
    rate: float = 2.0
    page_seconds: float = 15.0
    page_bytes: int = 2 * 1024 * 1024
    file_bytes: int = 16 * 1024
    links: int = 2_000
    elements: int = 100_000
    depth: int = 8
    alike: int = 60
    waiting: int = 20_000
    redirects: int = 5
    failures: int = 8


USUAL = Bounds()
