"""One page under many addresses: what makes two addresses the same, which look alike, which belong to the site."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin

from gongkai.lib.network.faults import Forbidden
from gongkai.lib.network.target import Target, target

_SESSION = re.compile(r";[a-z]*session[^/?]*", re.IGNORECASE)
# Parts of a query that say who asks or when, not what is asked for; of the second kind only long values do.
_NOISE = re.compile(r"utm_.*|.*sess(?:ion)?_?id.*|spm|_|rand(?:om)?|timestamp", re.IGNORECASE)
_PERHAPS = re.compile(r"sid|s_?token|token|_?t|ts|time|r|v|from", re.IGNORECASE)
_LONG = 10
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|jsp|aspx?)$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_FILES = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|tar|gz|jpe?g|png|gif|bmp|webp|svg|mp3|mp4|avi|flv|wmv|mov|txt|csv|json|xml|apk|exe|ceb)$",
    re.IGNORECASE,
)
_SEGMENTS = 14
_LONGEST = 600


class Site(NamedTuple):
    """What belongs to the site: its host (with and without ``www.``), its port, and the folder in which it begins."""

    host: str
    port: int
    folder: str = "/"

    @classmethod
    def of(cls, first: Target) -> Site:
        """The site that begins at that address."""
        path = first.path.partition("?")[0]
        return cls(first.host.removeprefix("www."), first.port, path.rpartition("/")[0] + "/")

    def holds(self, wanted: Target) -> bool:
        """Whether it is an address of the host; http and https are one site."""
        port = wanted.port == self.port or {wanted.port, self.port} <= {80, 443}
        return port and wanted.host.removeprefix("www.") == self.host

    def begins(self, wanted: Target) -> bool:
        """Whether it stands in the folder of the site: a town's columns in its district's site are a folder."""
        return wanted.path.startswith(self.folder)


@lru_cache(maxsize=50_000)
def parsed(url: str) -> Target:
    """As :func:`target`, kept: menus repeat the same addresses on every page. Raises :class:`Forbidden`."""
    return target(url)


@lru_cache(maxsize=50_000)
def named(url: str) -> str:
    """The :func:`identity` of an address given as text."""
    return identity(parsed(url))


def resolved(base: str, href: str) -> Target | None:
    """The target of a link; None for what leads to no page (script, mail, a place on the same page, an address written wrong)."""
    plain = "".join(href.split()) if "\n" in href or "\r" in href or "\t" in href else href.strip()
    if not plain or plain.startswith("#") or len(plain) > _LONGEST * 3:
        return None
    try:
        return parsed(urljoin(base, plain.replace(" ", "%20").replace("\\", "/")))
    except (Forbidden, ValueError):
        return None


def is_web(href: str) -> bool:
    """Whether a link means a web page at all: no script, mail, telephone or place on the same page.

    >>> is_web("javascript:void(0)"), is_web("list.html"), is_web("#top")
    (False, True, False)
    """
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):", href)
    return bool(href.strip()) and not href.strip().startswith("#") and (scheme is None or scheme[1].lower() in ("http", "https"))


def identity(wanted: Target) -> str:
    """The same for two addresses of one page: session ids gone, the query in order, http and https alike.

    >>> identity(target("http://www.a.example/x;jsessionid=1?b=2&a=1&PHPSESSID=9#top"))
    'a.example:80/x?a=1&b=2'
    """
    path, _, query = wanted.path.partition("?")
    path = _INDEX.sub("/", re.sub("/{2,}", "/", _SESSION.sub("", path)))
    kept = sorted((name, value) for name, value in parse_qsl(query)[:40] if value and not _says_nothing(name, value))
    port = 80 if wanted.port == 443 else wanted.port
    return f"{wanted.host.removeprefix('www.')}:{port}{path}" + (f"?{urlencode(kept)}" if kept else "")


def shape(wanted: Target) -> str:
    """The same for addresses that one program makes: digits are one sign, of a query only the names count."""
    path, _, query = wanted.path.partition("?")
    names = sorted({name for name, value in parse_qsl(query)[:40] if not _says_nothing(name, value)})
    return _DIGITS.sub("0", _SESSION.sub("", path)) + "?" + "&".join(names)


def _says_nothing(name: str, value: str) -> bool:
    return bool(_NOISE.fullmatch(name) or (len(value) >= _LONG and _PERHAPS.fullmatch(name)))


def endless(wanted: Target) -> bool:
    """Whether the address looks made by a loop: too long, too deep, or a folder inside itself again and again."""
    segments = [each for each in wanted.path.partition("?")[0].split("/") if each]
    return len(wanted.path) > _LONGEST or len(segments) > _SEGMENTS or any(segments.count(each) > 3 for each in segments)


def is_file(wanted: Target) -> bool:
    """Whether the name says that it is a file to download."""
    return bool(_FILES.search(wanted.path.partition("?")[0]))
