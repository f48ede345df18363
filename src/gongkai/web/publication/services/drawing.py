"""Pictures of the version that is being written: data charts and one-page explanations. What is under review keeps its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.publication.models import Drawing
from gongkai.web.publication.selectors.drawings import drawn
from gongkai.web.publication.services.acting import locked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.web.publication.models import Item, Version

MOST = 12  # pictures of one version
_CITE = ("条例:17",)


def why_not_draw(item: Item) -> tuple[Reason, ...]:
    """All reasons against adding, changing or taking away a picture of the item."""
    version = item.draft
    assert version is not None
    if version.frozen:
        return (Reason("这一版已经送审，要改图请先修改正文另起一版", _CITE),)
    return ()


@transaction.atomic
def draw(*, item: Item, sort: str, kind: str, given: Mapping[str, Any], drawing: Drawing | None = None) -> Drawing:
    """A new picture of the newest version, or a change of ``drawing``.

    Raises :class:`NotAllowed` when the version is under review, :class:`UnusableInput` with all reasons when it cannot be drawn.
    """
    row = locked(item)
    version = _open_version(row)
    if drawing is not None and drawing.version_id != version.pk:
        raise NotAllowed((Reason("这张图属于以前的版本，请刷新页面", _CITE),))
    drawn(sort, kind, given, version)
    if drawing is None:
        if version.drawings.count() >= MOST:
            raise NotAllowed((Reason(f"一条信息最多 {MOST} 张图", _CITE),))
        last = version.drawings.order_by("-position").values_list("position", flat=True).first()
        drawing = Drawing(version=version, sort=sort, position=(last or 0) + 1)
    drawing.kind, drawing.given = kind, dict(given)
    drawing.save()
    return drawing


@transaction.atomic
def remove(*, item: Item, drawing: Drawing) -> None:
    """Take a picture away. Raises :class:`NotAllowed`."""
    version = _open_version(locked(item))
    version.drawings.filter(pk=drawing.pk).delete()


def _open_version(item: Item) -> Version:
    reasons = why_not_draw(item)
    if reasons:
        raise NotAllowed(reasons)
    assert item.draft is not None
    return item.draft
