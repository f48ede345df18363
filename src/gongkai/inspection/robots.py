"""robots.txt as RFC 9309 has it: groups by name, the longest rule wins, ``*`` and ``$`` in paths. Fed with text."""

from __future__ import annotations

import math
from typing import NamedTuple
from urllib.parse import unquote

NAME = "gongkai"
_LINES = 5_000
_LONGEST = 60.0


class Robots(NamedTuple):
    """What a site asks of programs: rules (allowed, pattern) and the seconds between two questions."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether the path (with its query) may be asked for. Of equally long rules the allowing one wins."""
        plain = unquote(path)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, plain)]
        return max(fitting, default=(0, True))[1] or plain == "/robots.txt"


def read(text: str, name: str = NAME) -> Robots:
    """The rules for a program of that name, those for ``*`` when it is not named.

    >>> read("User-agent: *\\nDisallow: /private/").allows("/private/a")
    False
    """
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    open_group = False
    for line in text.lstrip("\ufeff").splitlines()[:_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [*agents, value.lower()] if open_group else [value.lower()]
            open_group = True
            groups.setdefault(agents[-1], [])
            continue
        if key in ("allow", "disallow"):
            open_group = False
            for agent in agents if value else ():
                groups[agent].append((key == "allow", unquote(value)))
        elif key == "crawl-delay":
            open_group = False
            for agent in agents:
                delays[agent] = _seconds(value)
    chosen = next((agent for agent in groups if agent != "*" and agent and name.startswith(agent)), "*")
    return Robots(tuple(groups.get(chosen, ())), delays.get(chosen, 0.0))


def _seconds(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return min(max(found, 0.0), _LONGEST) if math.isfinite(found) else 0.0


def _fits(pattern: str, path: str) -> bool:
    """Pieces between the stars found one after the other, leftmost first: no pattern makes this slow."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(others):
        if anchored and number == len(others) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)
