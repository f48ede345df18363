"""From where a request comes, so that a header cannot lie about it.

``X-Forwarded-For`` is believed only as far as our own proxies wrote it: with ``GONGKAI_PROXIES=2`` the second
entry from the right. Whatever a client puts in front of that is not looked at. Without proxies only the
address of the connection counts. The server must then be reachable through those proxies only.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

_IPV4_PREFIX, _IPV6_PREFIX = 24, 48  # what one household or one office usually shares
UNKNOWN = "0.0.0.0"  # noqa: S104 - nothing is bound: an address for a request that has none (a socket file)


def client_address(request: HttpRequest) -> str:
    """The address of the client, normalised; :data:`UNKNOWN` when there is none that can be believed."""
    own = _normal(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ENVIRONMENT.proxies
    if proxies < 1:
        return own or UNKNOWN
    entries = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    believed = _normal(entries[-proxies]) if len(entries) >= proxies else ""
    return believed or own or UNKNOWN


def neighbourhood(address: str) -> str:
    """The network of an address, for limits that a change of the last figures must not evade: /24, or /48 of IPv6."""
    parsed = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((parsed, _IPV4_PREFIX if parsed.version == 4 else _IPV6_PREFIX), strict=False))


def _normal(text: str) -> str:
    try:
        parsed = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)
