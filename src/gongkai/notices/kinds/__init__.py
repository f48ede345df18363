"""Every kind of letter, one module a family. To add a family: its module here and in ``_FAMILIES``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput
from gongkai.notices.kinds import closing, consultation, correction, decisions, fee, process, registration

if TYPE_CHECKING:
    from gongkai.notices.base import NoticeKind

_FAMILIES = (registration, process, consultation, fee, closing, correction, decisions)
KINDS: dict[str, NoticeKind] = {
    kind.code: kind
    for kind in sorted((kind for family in _FAMILIES for kind in family.KINDS), key=lambda kind: ("PDr".index(kind.code[0]), kind.code))
}


def kind_of(code: str) -> NoticeKind:
    """The kind with this code, in whatever case. Raises :class:`UnusableInput` for one that is not there."""
    by_code = {name.upper(): kind for name, kind in KINDS.items()}
    kind = by_code.get(code.strip().upper())
    if kind is None:
        raise UnusableInput(f"没有“{code}”这种文书", "请用 gongkai notice --list 查看全部种类")
    return kind
