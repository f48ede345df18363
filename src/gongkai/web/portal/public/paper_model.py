"""A published text as it is set on paper, by whichever writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gongkai.lib.richtext.tree import Block


class Paper(NamedTuple):
    """What is set. ``over`` says that it does not hold (any more), "" otherwise; ``foot`` where it was taken from."""

    title: str
    number: str
    organ: str
    over: str
    blocks: tuple[Block, ...]
    attachments: tuple[str, ...]
    foot: str
