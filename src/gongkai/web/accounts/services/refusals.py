"""A refusal with all its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Refusal(Exception):
    """It is not done; ``reasons`` says why, each as a sentence with what to do."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("；".join(reasons))
        self.reasons = tuple(reasons)


def unless(reasons: Sequence[str]) -> None:
    """Go on when there is no reason against it. Raises :class:`Refusal`."""
    if reasons:
        raise Refusal(reasons)
