"""Links of a folder of files: each must lead to a file of the folder, as it does from a disk."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ATTRIBUTES = ("href", "src", "action")


def pages(folder: str) -> Iterator[str]:
    """Every HTML file of the folder."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(place, name) for name in names if name.endswith(".html"))


def links(page: str) -> Iterator[str]:
    """The addresses that a page names, as they stand there."""
    with open(page, encoding="utf-8") as file:
        tree = LexborHTMLParser(file.read())
    for name in _ATTRIBUTES:
        for node in tree.css(f"[{name}]"):
            yield node.attributes[name] or ""


def broken(folder: str) -> list[tuple[str, str]]:
    """Page and address of every link that leads to no file, and of every one that a disk would not follow."""
    found = []
    known: dict[str, bool] = {}
    for page in pages(folder):
        for address in links(page):
            place = re.split(r"[?#]", address, maxsplit=1)[0]
            if not place or _ELSEWHERE.match(address):
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(page), unquote(place)))
            inside = target.startswith(os.path.abspath(folder) + os.sep)
            if target not in known:
                known[target] = os.path.isfile(target)
            if place.startswith("/") or not inside or not known[target]:
                found.append((os.path.relpath(page, folder), address))
    return found
