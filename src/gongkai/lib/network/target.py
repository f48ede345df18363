"""Web addresses, read strictly: what a browser would forgive is refused, so that what was checked is what is asked."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from gongkai.lib.network.faults import Forbidden

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")
_SAFE = "/%:=&?~+!$,;'@()*[]-._"
_WAY = "请从浏览器的地址栏完整复制"


class Target(NamedTuple):
    """One address taken apart. ``host`` is lower case ASCII without a dot behind; ``path`` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """What stays the same inside one site."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """What stands in the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target(address: str) -> Target:
    """The address taken apart. Raises :class:`Forbidden` for whatever is not a plain address of a web page.

    >>> str(target("HTTP://WWW.Example:80/通知?a=1#top"))
    'http://www.example/%E9%80%9A%E7%9F%A5?a=1'
    """
    shown = f"“{address[:60]}”"
    if not address or len(address) > LONGEST:
        raise Forbidden("不是网址" if not address else f"网址超过 {LONGEST} 个字符", _WAY, shown)
    if _FORBIDDEN.search(address):
        raise Forbidden("网址里有空格、换行或者反斜杠", _WAY, shown)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Forbidden("网址写错了", _WAY, shown) from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise Forbidden("不是以 http:// 或 https:// 开头的网址", _WAY, shown)
    if "@" in parts.netloc:
        raise Forbidden("网址里带着用户名或者密码", "请去掉 @ 和它前面的部分", shown)
    if parts.netloc.endswith(":") or port == 0:
        raise Forbidden("网址里的端口写错了", _WAY, shown)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(scheme, _host(parts.netloc, shown), port or _PORTS[scheme], path if path.startswith("/") else f"/{path}")


def joined(base: Target, location: str) -> Target:
    """Where a redirect or a link of ``base`` leads; read as strictly as any other address."""
    if _FORBIDDEN.search(location) or not location:
        raise Forbidden("跳转到的网址写错了", "请改用跳转以后的网址", f"“{location[:60]}”")
    try:
        return target(urljoin(str(base), location))
    except ValueError as error:
        raise Forbidden("跳转到的网址写错了", "请改用跳转以后的网址", f"“{location[:60]}”") from error


def host_name(name: str) -> str:
    """A host as it is compared: ASCII, lower case, no dot behind; brackets of an IPv6 address gone. Raises :class:`Forbidden`."""
    return _host(name, f"“{name[:60]}”")


def _host(netloc: str, shown: str) -> str:
    if netloc.startswith("["):
        inner = netloc[1:].partition("]")[0]
        try:
            if "%" in inner:
                raise ValueError
            return ipaddress.IPv6Address(inner).compressed
        except ValueError as error:
            raise Forbidden("网址里的 IPv6 地址写错了", _WAY, shown) from error
    name = netloc.partition(":")[0]
    try:
        plain = name.encode("idna").decode("ascii").lower().removesuffix(".") if name else ""
    except UnicodeError as error:
        raise Forbidden("网址里的域名写错了", _WAY, shown) from error
    labels = plain.split(".")
    if not plain or len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Forbidden("网址里的域名写错了", _WAY, shown)
    if _NUMBER.fullmatch(labels[-1]):
        return _number(plain, shown)
    return plain


def _number(plain: str, shown: str) -> str:
    """Four decimal numbers and nothing else: 0x7f.1, 017700000001 and 2130706433 are ways to hide an address."""
    try:
        return str(ipaddress.IPv4Address(plain))
    except ValueError as error:
        raise Forbidden("网址里的 IP 地址写法不规范", "请写成四段十进制数字，或者改用域名", shown) from error
