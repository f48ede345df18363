"""How a personal value is shown to those who have not asked for it: enough to tell two apart, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_STAR = "*"


def _name(text: str) -> str:
    """The family name alone; of an organisation the first four characters."""
    return "" if not text else text[0] + _STAR * (len(text) - 1) if len(text) < 5 else text[:4] + _STAR * 4


def _ends(first: int, last: int) -> Callable[[str], str]:
    return lambda text: (
        text if not text else (text[:first] + _STAR * 6 + text[-last:] if len(text) > first + last + 2 else _STAR * len(text))
    )


def _email(text: str) -> str:
    before, at, behind = text.partition("@")
    return before[:1] + _STAR * 4 + at + behind if at else _all(text)


def _address(text: str) -> str:
    return text[:6] + _STAR * 6 if len(text) > 8 else _all(text)


def _all(text: str) -> str:
    return _STAR * 6 if text else ""


MASKS: dict[str, Callable[[str], str]] = {
    "all": _all, "name": _name, "identity": _ends(3, 2), "phone": _ends(3, 4), "email": _email, "address": _address,
}  # fmt: skip
