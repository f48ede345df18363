"""Links between public pages as relative ones, so that the very bytes that are served also work from a folder on a disk.

A public page is the same file wherever it lies: under a sub-path of the district's site, on a plain web server, or opened
from a disk. So its links to our own addresses are relative and name the file: ``../guide/index.html``.
"""

from __future__ import annotations

import re

INDEX = "index.html"
_LINK = re.compile(rb'(\s(?:href|src|action|data-src|data-suggest)=")(/(?!/)[^"]*)"')


def relative_html(html: bytes, path: str) -> bytes:
    """The page of ``path`` (as it stands in the browser's address, sub-path included) with its own links relative.

    >>> relative_html(b'<a href="/o/town/guide/?a=1#b">', "/o/town/items/2/")
    b'<a href="../../guide/index.html?a=1#b">'
    >>> relative_html(b'<a href="https://www.example/">', "/o/town/")
    b'<a href="https://www.example/">'
    """
    base = [part.encode() for part in path.split("/")[1:-1]]
    return _LINK.sub(lambda match: match[1] + relative(match[2], base) + b'"', html)


def relative(target: bytes, base: list[bytes]) -> bytes:
    """An address of ours as seen from a page in the folder ``base``.

    >>> relative(b"/", [b"o", b"town"])
    b'../../index.html'
    >>> relative(b"/o/town/item/1/", [b"o", b"town"])
    b'item/1/index.html'
    >>> relative(b"/o/town/", [b"o", b"town"])
    b'index.html'
    """
    place = re.match(rb"[^?#]*", target)
    assert place is not None  # the pattern takes the empty text too
    where, rest = place[0], target[place.end() :]
    parts = where.split(b"/")[1:]
    folder, name = parts[:-1], parts[-1] or INDEX.encode()
    common = 0
    while common < min(len(folder), len(base)) and folder[common] == base[common]:
        common += 1
    return b"/".join([*[b".."] * (len(base) - common), *folder[common:], name]) + rest
