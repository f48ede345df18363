"""Which addresses may be connected to: public ones, and inner ones only by name and port when the office lists them.

Networks are named one by one, from the registries of special addresses (RFC 6890 and its kin), because what a library
calls private changes from version to version.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.lib.network.faults import Forbidden
from gongkai.lib.network.target import host_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from gongkai.lib.network.target import Target

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_WEB_PORTS = (80, 443)
_ENTRY = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/@]+)(?::(\d{1,5}))?")


def _networks(words: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(word) for word in words.split())


_SPECIAL_4 = _networks(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 "
    "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
# Inside 2000::/3: protocol assignments with Teredo, documentation, 6to4, documentation again.
_SPECIAL_6 = _networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20")
# What may stand behind a name that the office listed as an inner host.
_INNER = _networks("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 ::1/128 fc00::/7")
# Where clouds tell a machine its own secrets: no list opens these.
_METADATA = frozenset(map(ipaddress.ip_address, ("169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")))
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


@dataclass(frozen=True)
class Policy:
    """What may be asked. The default: every public address on port 80 or 443.

    ``only``: hosts (``www.site.example``, ``www.site.example:8443``) and suffixes (``.site.example``); when there are
    any, no other public host is asked. ``inner``: ``host:port`` of the office's own network, the only ones whose
    addresses may be private. ``authorities``: more certificate authorities (PEM), for inner hosts.
    """

    only: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    authorities: str = ""

    def admit(self, wanted: Target) -> bool:
        """Whether the host may stand at a private address. Raises :class:`Forbidden` for a host or port that may not be asked."""
        if any(_split(entry) == (wanted.host, wanted.port) for entry in self.inner):
            return True
        if self.only and not any(_covers(entry, wanted) for entry in self.only):
            raise Forbidden("不在允许连接的网站之内", "请核对网址；确实要用的，请在渠道设置里加上这个网站", f"“{wanted.host}”")
        if wanted.port not in _WEB_PORTS and not any(_names_port(entry, wanted) for entry in self.only):
            raise Forbidden(f"用的是 {wanted.port} 端口", "请在渠道设置里写明允许这个网站的这个端口", f"“{wanted.host}”")
        return False

    def check(self, wanted: Target, address: str, *, inner: bool) -> Address:
        """The address when it may be connected to. Raises :class:`Forbidden`."""
        found = _parsed(address)
        if found is None or not (is_public(found) or (inner and _is_inner(found))):
            raise Forbidden(
                "指向内部或者保留的地址，没有连接", "请核对网址；内网的网站请在渠道设置的“内网地址”里写明主机和端口", f"“{wanted.host}”"
            )
        return found


PUBLIC = Policy()


def policy_of(settings: Mapping[str, Any]) -> Policy:
    """The policy of a channel's settings: ``allowed_hosts`` and ``inner_hosts`` (lists or lines), ``authorities`` (PEM)."""
    return Policy(lines(settings.get("allowed_hosts")), lines(settings.get("inner_hosts")), str(settings.get("authorities") or ""))


def why_not_policy(settings: Mapping[str, Any]) -> list[str]:
    """All that is wrong with the lists of hosts, one sentence each."""
    reasons = []
    for entry in lines(settings.get("allowed_hosts")):
        host, port = _split(entry.removeprefix("."))
        if host is None or (entry.startswith(".") and (port is not None or "." not in host)):
            reasons.append(
                f"允许的网站“{entry[:60]}”写得不对，请每行写一个域名，例如 www.example.cn，或者以点开头的后缀，例如 .example.cn。"
            )
    for entry in lines(settings.get("inner_hosts")):
        host, port = _split(entry)
        if host is None or port is None or entry.startswith("."):
            reasons.append(f"内网地址“{entry[:60]}”写得不对，请写成“主机:端口”，每行一个，不能写后缀。")
        elif (literal := _parsed(host)) is not None and (literal in _METADATA or not (is_public(literal) or _is_inner(literal))):
            reasons.append(f"内网地址“{entry[:60]}”是系统保留的地址，不能连接，请改正。")
    return reasons


def lines(value: object) -> tuple[str, ...]:
    """Entries of a list, or of text with one on each line; blank ones left out."""
    if value is None:
        return ()
    entries: Iterable[object] = value if isinstance(value, (list, tuple)) else str(value).splitlines()
    return tuple(word for entry in entries if (word := str(entry).strip().lower()))


def is_public(address: Address) -> bool:
    """Whether everybody on the internet may connect to it. Forms that carry an IPv4 address inside are not."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    if address not in _GLOBAL_6 or address.scope_id or any(address in network for network in _SPECIAL_6):
        return False
    return (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP


def _is_inner(address: Address) -> bool:
    if address in _METADATA or (isinstance(address, ipaddress.IPv6Address) and address.scope_id):
        return False
    return any(address in network for network in _INNER)


def _parsed(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _split(entry: str) -> tuple[str | None, int | None]:
    """Host and port of an entry; no host when it is not written right, no port when it has none."""
    found = _ENTRY.fullmatch(entry)
    port = int(found[2]) if found and found[2] else None
    if found is None or port == 0 or (port or 0) > 65_535:
        return None, None
    try:
        return host_name(found[1]), port
    except Forbidden:
        return None, None


def _covers(entry: str, wanted: Target) -> bool:
    if entry.startswith("."):
        suffix = _split(entry[1:])[0]
        return suffix is not None and (wanted.host == suffix or wanted.host.endswith(f".{suffix}"))
    host, port = _split(entry)
    return host == wanted.host and port in (None, wanted.port)


def _names_port(entry: str, wanted: Target) -> bool:
    return not entry.startswith(".") and _split(entry) == (wanted.host, wanted.port)
