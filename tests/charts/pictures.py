"""What must hold for every picture: nothing outside it, no word on another, every word readable on what lies under it."""

from itertools import takewhile

from lxml import etree

from gongkai.charts.palette import READABLE, contrast
from gongkai.charts.shapes import Box, Dot, Text, extent

REFUSED_BY_STRICT_POLICY = ("style", "script", "foreignObject", "image", "use", "a")


def texts_of(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Text)]


def said(picture):
    return "".join("".join(shape.text.split()) for shape in texts_of(picture))


def words_that_meet(picture):
    """Pairs of texts of which one lies on the other; lines may come as close as their letters, not nearer."""
    boxes = sorted(((extent(shape), shape.text) for shape in texts_of(picture)), key=lambda pair: pair[0].top)
    found = []
    for place, (box, text) in enumerate(boxes):
        below = takewhile(lambda pair, end=box.bottom: pair[0].top < end, boxes[place + 1 :])
        found += [(text, other) for near, other in below if box.meets(near, slack=0.6)]
    return found


def outside(picture):
    found = []
    for shape in picture.shapes:
        left, top, right, bottom = extent(shape)
        if left < -0.5 or top < -0.5 or right > picture.width + 0.5 or bottom > picture.height + 0.5:
            found.append(shape)
    return found


def unreadable(picture):
    """Texts whose contrast to the last filled shape under their middle is less than WCAG asks of small text."""
    found = []
    for place, shape in enumerate(picture.shapes):
        if isinstance(shape, Text):
            box = extent(shape)
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            under = [one for one in picture.shapes[:place] if isinstance(one, Box | Dot) and one.fill and covers(one, x, y)]
            if contrast(shape.fill, under[-1].fill) < READABLE:
                found.append((shape.text, under[-1].fill))
    return found


def covers(shape, x, y):
    box = extent(shape)
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def flaws(picture):
    return {"meet": words_that_meet(picture), "outside": outside(picture), "unreadable": unreadable(picture)}


NO_FLAWS = {"meet": [], "outside": [], "unreadable": []}


def parsed(svg):
    return etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def check_svg(svg, prefix):
    """Valid XML; an image with a name and a description; only presentation attributes; every id under the prefix and used rightly."""
    root = parsed(svg)
    names = [etree.QName(element).localname for element in root.iter()]
    assert not set(names) & set(REFUSED_BY_STRICT_POLICY)
    assert root.get("role") == "img"
    assert root.get("viewBox")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{prefix}-") for one in ids)
    assert set(root.get("aria-labelledby").split()) <= set(ids)
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        fill = element.get("fill", "")
        assert not fill.startswith("url(") or fill[5:-1] in ids
    return root
