"""What goes into a redaction and what comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gongkai.proof.files import Scan


class Box(NamedTuple):
    """A place on a page of a PDF: page from 1, points from the left and upper edge of the page as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Proof(NamedTuple):
    """The result of opening a redacted file again.

    ``scan`` has no blocking finding but those that were to be kept. ``looked_through``: how many parts, streams and
    strings were searched for the words; ``sentence`` says so in Chinese.
    """

    scan: Scan
    looked_through: int
    sentence: str


class Redacted(NamedTuple):
    """A redacted file: its bytes, what was removed place by place, how that was proven, pages (from 1) that are pictures now."""

    data: bytes
    removed: tuple[str, ...]
    proof: Proof
    pictures: tuple[int, ...] = ()
