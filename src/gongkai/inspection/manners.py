"""How the walk behaves: every single question, redirects among them, is paced, counted, and kept away from what it may not ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from gongkai.inspection.robots import Robots
from gongkai.lib.network.faults import Forbidden
from gongkai.lib.network.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.inspection.addresses import Site
    from gongkai.lib.network.policy import Address
    from gongkai.lib.network.target import Target

_WEB_PORTS = (80, 443)
_HOP = 1.0  # seconds before a redirect is followed, at most


class Inner(Forbidden):
    """The way leads to a private address."""


class Kept(Forbidden):
    """robots.txt asks programs to stay away."""


class NotAsked(Forbidden):
    """It is not for this walk to ask there: another port than that of the web."""


class Pace(Protocol):
    """Waits before a host is asked."""

    def __call__(self, host: str) -> None:
        """Return when the host may be asked again."""


class Steady:
    """At most ``rate`` questions a second to one host. ``count`` is how many there were; never waits beyond ``end``."""

    def __init__(self, rate: float, clock: Callable[[], float], pause: Callable[[float], None], end: float) -> None:
        self._between, self._clock, self._pause, self._end = 1.0 / rate, clock, pause, end
        self._last: dict[str, float] = {}
        self._waited_for = ""
        self.count = 0

    def before(self, host: str, delay: float = 0.0) -> None:
        """Wait before a question is begun, ``delay`` seconds if the host wants them: its own time has not begun to run."""
        self._wait(host, max(self._between, delay))
        self._waited_for = host

    def __call__(self, host: str) -> None:
        """See :class:`Pace`. A redirect waits inside the time of its question, so never long."""
        if host != self._waited_for:
            self._wait(host, min(self._between, _HOP))
        self._waited_for = ""
        self._last[host] = self._clock()
        self.count += 1

    def _wait(self, host: str, between: float) -> None:
        now = self._clock()
        wait = min(self._last.get(host, now - between) + between, self._end) - now
        if wait > 0:
            self._pause(wait)


@dataclass(frozen=True)
class Polite(Policy):
    """A policy that also keeps to robots.txt and to the pace. Every hop of every redirect passes :meth:`admit`."""

    pace: Pace = field(default=Steady(1.0, lambda: 0.0, lambda _: None, 0.0), compare=False)
    robots: Robots = field(default=Robots(), compare=False)
    site: Site | None = None

    def admit(self, wanted: Target) -> bool:
        """See :meth:`Policy.admit`. Raises :class:`Kept`, :class:`NotAsked`."""
        ours = self.site is not None and self.site.holds(wanted)
        if ours and not self.robots.allows(wanted.path):
            raise Kept("robots.txt 不让程序查看", "请人工查看", f"“{wanted}”")
        inner = f"{wanted.host}:{wanted.port}" in self.inner
        if not inner and not ours and wanted.port not in _WEB_PORTS:
            raise NotAsked(f"用的是 {wanted.port} 端口", "请人工查看", f"“{wanted.host}”")
        self.pace(wanted.host)
        return inner

    def check(self, wanted: Target, address: str, *, inner: bool) -> Address:
        """See :meth:`Policy.check`. Raises :class:`Inner`."""
        try:
            return super().check(wanted, address, inner=inner)
        except Forbidden as error:
            raise Inner("指向内部或者保留的地址，没有连接", "请核对网址", f"“{wanted.host}”") from error
