"""Addresses of links and pictures: what may lead out of a public page, and how the office's own files are named in a body.

A body names a file of its own item ``attachment:NAME``. The page that shows the body puts the real address there
(:func:`gongkai.lib.richtext.placed`), because it differs between the live site, an exported folder and a district's sub-path.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ATTACHMENT = "attachment:"
_NAME = re.compile(r"attachment:([\w\u4e00-\u9fff.()（）\-]{1,120})")
_LONGEST = 2_000
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What browsers drop from an address before they read its scheme, and what never stands in an honest one.
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff]")
_MAIL = re.compile(r"mailto:[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}", re.IGNORECASE | re.ASCII)
_WEB = re.compile(r"https?://(?:\[[0-9a-fA-F:.]{2,45}\]|[\w\-.]{1,253})(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE)


def own(address: str) -> str | None:
    """The address itself when it names a file of the item, else None. What a body holds without any help from a caller."""
    return address if _NAME.fullmatch(address) else None


def name(address: str) -> str | None:
    """``NAME`` of ``attachment:NAME``; None for any other address."""
    match = _NAME.fullmatch(address)
    return match[1] if match else None


def link(address: str, files: Callable[[str], str | None] = own) -> str:
    """The address of a link as it may stand on a public page; "" when it may not.

    >>> link("https://www.example/a b"), link("java\\tscript:alert(1)"), link("/xxgk/1.html")
    ('https://www.example/a%20b', '', '/xxgk/1.html')
    """
    plain = _UNSEEN.sub("", address.encode("utf-8", "replace").decode("utf-8").strip().replace(" ", "%20"))
    if not plain or len(plain) > _LONGEST or plain.startswith("#"):
        return ""
    kept = files(plain)
    if kept is not None:
        return kept
    scheme = _SCHEME.match(plain)
    if scheme is None:
        return _relative(plain)
    if scheme[1].lower() == "mailto":
        plain = plain.partition("?")[0]
        return "mailto:" + plain[7:] if _MAIL.fullmatch(plain) else ""
    if scheme[1].lower() in ("http", "https") and _WEB.fullmatch(plain) and "\\" not in plain:
        return scheme[1].lower() + plain[len(scheme[1]) :]
    return ""


def _relative(plain: str) -> str:
    """A path of the same site; two slashes at the start name another host."""
    if plain.startswith("//"):
        return link("https:" + plain)
    if "\\" in plain:
        return ""
    first = re.split("[/?#]", plain, maxsplit=1)[0]
    return "" if ":" in first else plain
