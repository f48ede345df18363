"""Pictures drawn from what the office gave: a pasted table, or structured points. Drawn anew whenever they are shown.

``given`` of a chart: title, subtitle, table, source. Of a one-page explanation: title, issuer, number, address, panels (each kind, heading, text).
What is empty is taken from the figures or from the version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.charts import figures
from gongkai.charts.figures import Chart
from gongkai.charts.infographic import infographic
from gongkai.charts.sheet import HEADINGS, Sheet, read_panel
from gongkai.charts.table import parse
from gongkai.lib.errors import UnusableInput
from gongkai.web.publication.models import Drawing
from gongkai.web.publication.selectors.envelopes import our_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.charts.infographic import Infographic
    from gongkai.charts.sheet import Panel
    from gongkai.web.publication.models import Version

# The kinds of charts that a clerk chooses from, with what each is good for; the layouts of one-page explanations stand in ``charts.sheet``.
CHARTS = {
    "bar": "柱状图：比大小",
    "line": "折线图：看变化",
    "share": "占比图：看构成",
    "stacked": "堆积图：总数和构成",
    "multiples": "分图：单位不同的几列",
}
WIDTH = 640  # for which the type of a chart is set
SUFFIXES = {Drawing.Sort.CHART: ("svg", "png"), Drawing.Sort.INFOGRAPHIC: ("svg", "png", "pdf")}


def drawn(sort: str, kind: str, given: Mapping[str, Any], version: Version, width: int = WIDTH) -> Chart | Infographic:
    """The picture; ``width`` is that of a chart. Raises :class:`UnusableInput` with all reasons why it cannot be drawn."""
    return _chart(kind, given, width) if sort == Drawing.Sort.CHART else _page(kind, given, version)


def of(drawing: Drawing, width: int = WIDTH) -> Chart | Infographic:
    """The picture of a row, with its version and item at hand. Raises :class:`UnusableInput`."""
    return drawn(drawing.sort, drawing.kind, drawing.given, drawing.version, width)


def as_file(picture: Chart | Infographic, suffix: str) -> bytes:
    """The picture as a file of one of :data:`SUFFIXES`. Raises :class:`UnusableInput` without a Chinese font."""
    if suffix == "svg":
        return (picture.svg if isinstance(picture, Chart) else picture.svg()).encode("utf-8")
    if suffix == "pdf" and not isinstance(picture, Chart):
        return picture.pdf()
    return picture.png()


def _chart(kind: str, given: Mapping[str, Any], width: int) -> Chart:
    if kind not in figures.KINDS:
        raise UnusableInput("没有这种图", "请从列表里选")
    return figures.draw(
        kind, parse(given.get("table", "")), title=given.get("title") or None, subtitle=given.get("subtitle") or None, source=given.get("source", ""),
        width=width,
    )  # fmt: skip


def _page(kind: str, given: Mapping[str, Any], version: Version) -> Infographic:
    panels: list[Panel] = []
    wrong: list[str] = []
    for each in given.get("panels", ()):
        try:
            panels.append(read_panel(each["kind"], each.get("text", ""), each.get("heading", "")))
        except UnusableInput as error:
            wrong.append(f"“{each.get('heading') or HEADINGS.get(each['kind'], '')}”{error.problem}，{error.remedy}")
    if wrong:
        raise UnusableInput("；".join(wrong), "改好后再生成")
    ours = our_address(version.item)
    sheet = Sheet(
        title=given.get("title") or version.title, issuer=given.get("issuer") or version.item.organ.name, panels=tuple(panels),
        number=given.get("number", ""), address=given.get("address") or (ours if ours.startswith("http") else ""),
    )  # fmt: skip
    return infographic(kind, sheet)  # type: ignore[arg-type]  # a layout that is none is refused with a sentence
