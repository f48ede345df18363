"""Is a page valid HTML? The rules of the standard that templates can break: tags that match, what may stand in what, ids, references, tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SVG = frozenset("svg g path rect circle line polyline polygon text tspan title desc defs pattern use".split())
PHRASING = frozenset(
    "a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark meter output progress q s samp select small span strong sub sup svg time u var wbr"
    " textarea".split()
)
FLOW = frozenset(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split()
)
ALLOWED = (
    PHRASING
    | FLOW
    | VOID
    | SVG
    | frozenset(
        "html head body title script noscript style li dt dd tr td th thead tbody tfoot caption colgroup legend option optgroup summary figcaption dialog template".split()
    )
)
ONLY_PHRASING = frozenset("p h1 h2 h3 h4 h5 h6 span b em strong small time label button a pre summary dt mark".split()) - {"a", "summary"}
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "thead": {"tr"}, "tbody": {"tr"},
    "tr": {"td", "th"}, "select": {"option", "optgroup"},
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol"}, "tr": {"thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "caption": {"table"},
    "figcaption": {"figure"}, "legend": {"fieldset"}, "summary": {"details"},
}  # fmt: skip
INTERACTIVE = frozenset({"a", "button", "input", "select", "textarea", "label", "details"})
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
_ID = re.compile(r"\S+")


class Node(NamedTuple):
    """An open element."""

    name: str
    line: int
    attributes: dict[str, str | None]


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[Node] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.references: list[tuple[int, str]] = []
        self.heads: list[int] = []
        self.cells: list[list[int]] = []

    def say(self, words: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {words}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.say(f"doctype {decl}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.say(f"<{tag}> has an attribute twice")
        attributes = dict(attrs)
        self._place(tag)
        self._attributes(tag, attributes)
        if tag not in VOID:
            self.open.append(Node(tag, self.getpos()[0], attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not any(each.name == "svg" for each in self.open):
            self.say(f"<{tag}/> closes itself outside a picture")
        self._place(tag)
        self._attributes(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self.say(f"</{tag}>")
        elif not self.open or self.open[-1].name != tag:
            self.say(f"</{tag}> closes {self.open[-1].name if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1].name if self.open else ""
        if data.strip() and parent in CHILDREN:
            self.say(f"words in <{parent}>: {data.strip()[:20]}")
        if "<" in data and parent != "script":
            self.say(f"a bare < in {data.strip()[:30]!r}")
        if re.search(r"&(?![#\w])", data) is None and "&" in data and parent != "script":
            self.say(f"a bare & in {data.strip()[:30]!r}")

    def _place(self, tag: str) -> None:
        inside = [each.name for each in self.open]
        parent = inside[-1] if inside else ""
        if tag not in ALLOWED:
            self.say(f"<{tag}> is no element")
        if "svg" in inside:
            return
        if tag in ("style",):
            self.say("a style of its own")
        if parent in CHILDREN and tag not in CHILDREN[parent] | {"script", "template"}:
            self.say(f"<{tag}> in <{parent}>")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.say(f"<{tag}> in <{parent}>")
        flow = next((each for each in reversed(inside) if each in ONLY_PHRASING), None)
        if flow and tag in FLOW:
            self.say(f"<{tag}> in <{flow}>")
        if tag in INTERACTIVE and any(each in ("a", "button") for each in inside):
            self.say(f"<{tag}> in a link or button")
        if tag in ("h1", "h2", "h3", "h4"):
            self.heads.append(int(tag[1]))

    def _attributes(self, tag: str, attributes: dict[str, str | None]) -> None:
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                self.say(f"{name} on <{tag}>")
            if name == "id":
                if not value or not _ID.fullmatch(value):
                    self.say(f"id {value!r}")
                self.ids.append(value or "")
            if name in REFERENCES and value:
                self.references += [(self.getpos()[0], each) for each in value.split()]
            if name in ("href", "src", "action") and (value is None or " " in value):
                self.say(f"{name} {value!r}")
            if name == "href" and value and value.startswith("#") and len(value) > 1:
                self.references.append((self.getpos()[0], value[1:]))
            if name == "datetime" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value or ""):
                self.say(f"datetime {value!r}")
        if tag == "img" and not (attributes.get("alt") or "").strip():
            self.say("a picture without words")
        if tag == "a" and not attributes.get("href"):
            self.say("a link that leads nowhere")
        if tag == "html" and attributes.get("lang") != "zh-CN":
            self.say("no language")

    def done(self) -> list[str]:
        self.close()
        faults = [*self.faults, *(f"line {each.line}: <{each.name}> is not closed" for each in self.open)]
        faults += [f"id {each} twice" for each in sorted({each for each in self.ids if self.ids.count(each) > 1})]
        faults += [f"line {line}: #{each} is not there" for line, each in self.references if each not in self.ids]
        if self.heads.count(1) != 1:
            faults.append(f"{self.heads.count(1)} first headings")
        return faults + [
            f"heading {after} follows {before}" for before, after in zip(self.heads, self.heads[1:], strict=False) if after > before + 1
        ]


def faults(html: str) -> list[str]:
    """What is wrong with a page, each with its line; empty for a valid one."""
    checker = _Checker()
    checker.feed(html)
    found = checker.done()
    return found if html.startswith("<!doctype html>") else ["no doctype", *found]
