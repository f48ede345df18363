"""Own line icons on a grid of 24: lines, cubic curves and circles, so that SVG and typst draw the same."""

from __future__ import annotations

from typing import NamedTuple


class Ring(NamedTuple):
    """A circle of an icon."""

    x: float
    y: float
    radius: float


# A path is a letter and its numbers: M and L take a point, C three points, Z closes.
Path = tuple[tuple[str, tuple[float, ...]], ...]
GRID = 24.0


def _path(text: str) -> Path:
    steps: list[tuple[str, tuple[float, ...]]] = []
    for part in text.replace("M", "|M").replace("L", "|L").replace("C", "|C").replace("Z", "|Z").split("|"):
        if part.strip():
            steps.append((part[0], tuple(float(number) for number in part[1:].split())))
    return tuple(steps)


ICONS: dict[str, tuple[Path | Ring, ...]] = {
    "who": (Ring(12, 8, 4), _path("M4 21 C4 16.5 7.5 14.5 12 14.5 C16.5 14.5 20 16.5 20 21")),
    "how_much": (
        Ring(12, 12, 9),
        _path("M8 7.5 L12 12.5 L16 7.5"),
        _path("M12 12.5 L12 17.5"),
        _path("M8.5 12.5 L15.5 12.5"),
        _path("M8.5 15 L15.5 15"),
    ),
    "when": (
        _path("M4 6 L20 6 L20 20.5 L4 20.5 Z"),
        _path("M4 10.5 L20 10.5"),
        _path("M8.5 3.5 L8.5 7.5"),
        _path("M15.5 3.5 L15.5 7.5"),
        _path("M8.5 15.5 L11 17.8 L15.8 13.3"),
    ),
    "how": (
        _path("M9.5 6 L20.5 6"),
        _path("M9.5 12 L20.5 12"),
        _path("M9.5 18 L20.5 18"),
        _path("M3.5 6 L4.8 7.2 L7 4.6"),
        _path("M3.5 12 L4.8 13.2 L7 10.6"),
        _path("M3.5 18 L4.8 19.2 L7 16.6"),
    ),
    "where": (Ring(12, 10, 2.8), _path("M12 21.5 C8 17 5 13.5 5 10 C5 6 8 3 12 3 C16 3 19 6 19 10 C19 13.5 16 17 12 21.5 Z")),
    "phone": (
        _path(
            "M6.5 3.5 L9.3 3.5 L10.8 8 L8.6 9.6 C9.6 12 11.8 14.2 14.3 15.3 L15.9 13.1 L20.5 14.7 L20.5 17.6"
            " C20.5 19.2 19.2 20.5 17.6 20.5 C10 20.2 3.8 14 3.5 6.5 C3.5 4.8 4.9 3.5 6.5 3.5 Z"
        ),
    ),
    "old_new": (
        _path("M3.5 8 L19 8"),
        _path("M15.5 4.5 L19.5 8 L15.5 11.5"),
        _path("M20.5 16 L5 16"),
        _path("M8.5 12.5 L4.5 16 L8.5 19.5"),
    ),
    "note": (_path("M6 3 L15 3 L19 7 L19 21 L6 21 Z"), _path("M15 3 L15 7 L19 7"), _path("M9.5 12 L15.5 12"), _path("M9.5 16 L15.5 16")),
    "arrow": (_path("M4 12 L19.5 12"), _path("M13 5.5 L19.5 12 L13 18.5")),
    "down": (_path("M12 4 L12 19.5"), _path("M5.5 13 L12 19.5 L18.5 13")),
}
