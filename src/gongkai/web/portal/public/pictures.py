"""Charts and one-page explanations of a version, drawn from what the office gave: each with its sentence and its table or text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.charts.figures import Chart
from gongkai.charts.svg import written
from gongkai.lib.errors import UnusableInput
from gongkai.web.publication.models import Drawing
from gongkai.web.publication.selectors.drawings import SUFFIXES as DRAWN
from gongkai.web.publication.selectors.drawings import of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from gongkai.web.publication.models import Version

ON_PAGE = 480  # the width for which a chart of a page is set: its words stay large enough on a telephone
SUFFIXES: dict[str, tuple[str, ...]] = {sort.value: suffixes for sort, suffixes in DRAWN.items()}
SUFFIXES[Drawing.Sort.CHART.value] += ("csv",)


class Shown(NamedTuple):
    """A picture on a page. ``svg`` is drawn inside the page for a chart, "" for a one-page explanation, which is an image at ``url``."""

    sort: str
    label: str
    title: str
    sentence: str
    svg: SafeString
    table: list[list[str]]
    text: str
    url: str
    width: int
    height: int
    files: list[tuple[str, str]]


def shown_of(version: Version) -> list[Shown]:
    """The pictures of a version in their order; what cannot be drawn (any more) is left out."""
    found = []
    for place, drawing in enumerate(version.drawings.all()):
        drawing.version = version
        try:
            found.append(_shown(version, drawing, f"gk-chart-{place}"))
        except UnusableInput:
            continue
    return found


def _shown(version: Version, drawing: Drawing, prefix: str) -> Shown:
    files = [(suffix.upper(), url_of(version, drawing, suffix)) for suffix in SUFFIXES[drawing.sort]]
    drawn = of(drawing, ON_PAGE)
    if isinstance(drawn, Chart):
        svg = mark_safe(written(drawn.picture, prefix))  # noqa: S308 - every word in it is escaped
        return Shown(drawing.sort, drawing.get_sort_display(), drawn.title, drawn.sentence, svg, drawn.table, "", "", 0, 0, files)
    sheet, picture = drawn, drawn.phone
    size = round(1080 * picture.height / picture.width)
    return Shown(
        drawing.sort, drawing.get_sort_display(), sheet.sheet.title, sheet.sentence, mark_safe(""), [], sheet.text, url_of(version, drawing, "svg"), 1080, size, files
    )  # fmt: skip


def url_of(version: Version, drawing: Drawing, suffix: str) -> str:
    """Where a picture is had as a file."""
    return reverse("portal:item_picture", args=[version.item.organ.slug, version.item_id, drawing.pk, suffix])
