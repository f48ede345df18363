"""HTML as it may come: strategies for Hypothesis, and a second opinion on what came out."""

from __future__ import annotations

import nh3
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

BLOCKS = "p div h1 h2 h3 h4 h5 h6 section center blockquote li ul ol table tbody thead tr td th caption figure figcaption pre dl dt dd hr".split()
INLINES = "span b strong i em u s a font sup sub o:p ins del code img br svg math script style input iframe v:shape st1:city q".split()
STYLES = [
    "text-align:center", "text-align:right", "text-align:left", "font-weight:bold", "font-weight:normal", "display:none", "mso-hide:all",
    "text-indent:32pt", "margin-left:200pt", "mso-list:l0 level1 lfo1", "mso-list:l0 level2 lfo1", "mso-list:Ignore", "font-family:Wingdings",
    "text-decoration:underline", "vertical-align:super", "white-space:pre", "mso-element:comment", "font-style:italic",
]  # fmt: skip
ADDRESSES = [
    "https://www.example/a",
    "http://",
    "/xxgk/1.html",
    "javascript:alert(1)",
    "mailto:a@b.example",
    "#x",
    "file:///c:/x",
    "attachment:图1.png",
    "data:image/png;base64,AA",
]
WORDS = [
    "一、总体要求", "二、工作安排", "（一）对象", "(二)标准", "1. 条件", "2．材料", "各村民委员会：", "示例镇人民政府", "2025年3月6日", "二〇二五年三月六日",
    "· 点", "• 点", "●点", "- 点", "\u3000\u3000正文。", "\xa0\xa0\xa0", "字", "a b", " ", "\n", "\u3000", "\u200b", "&nbsp;", "&lt;script&gt;", "<", "&",
    '"', "'", "1.", "●", "l", "序号", "名称", "\u2028", "\t", "正文，正文。",
]  # fmt: skip


def _element(inner):
    attributes = st.lists(
        st.one_of(
            st.sampled_from(STYLES).map(lambda style: f"style='{style}'"),
            st.sampled_from(ADDRESSES).map(lambda address: f'href="{address}" src="{address}"'),
            st.sampled_from(["gk-center", "gk-right", "gk-sign", "gk-indent0", "MsoNormal", "msoIns", "msoDel"]).map(
                lambda name: f"class={name}"
            ),
            st.sampled_from(
                [
                    "align=right",
                    "align=center",
                    "rowspan=2",
                    "colspan=3",
                    "colspan=0",
                    "start=3",
                    "hidden",
                    "onclick=alert(1)",
                    "alt='图\"'",
                ]
            ),
        ),
        max_size=2,
    )
    tags = st.sampled_from(BLOCKS + INLINES)
    return st.builds(
        lambda tag, given, children, close: f"<{tag} {' '.join(given)}>{''.join(children)}" + (f"</{tag}>" if close else ""),
        tags, attributes, st.lists(inner, max_size=4), st.sampled_from([True, True, True, False]),
    )  # fmt: skip


TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
HTML = st.lists(st.recursive(TEXTS, _element, max_leaves=25), max_size=5).map("".join)

# --- a second opinion ------------------------------------------------------------------------------------------

ALLOWED = {
    "p", "h2", "h3", "h4", "strong", "em", "u", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "img", "br", "sub", "sup",
    "blockquote", "hr", "figure", "figcaption",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "th": {"rowspan", "colspan", "scope", "class"}, "td": {"rowspan", "colspan", "class"}, "ol": {"start"},
    "p": {"class"}, "h2": {"class"}, "h3": {"class"}, "h4": {"class"},
}  # fmt: skip
_PHRASES = {"strong", "em", "u", "a", "img", "br", "sub", "sup", "-text"}
_PARENTS = {
    "tr": {"thead", "tbody"}, "td": {"tr"}, "th": {"tr"}, "thead": {"table"}, "tbody": {"table"}, "caption": {"table"}, "li": {"ul", "ol"},
    "figcaption": {"figure"},
}  # fmt: skip


def washed(html: str) -> str:
    """What another cleaner, made by others, leaves of it."""
    return nh3.clean(html, tags=ALLOWED, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "attachment"}, link_rel=None)


def seen(html: str) -> str:
    """The HTML of the tree that a browser builds of it, behind a doctype."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    return body.inner_html if body is not None else ""


def misplaced(html: str) -> list[str]:
    """Elements that HTML does not allow where they stand."""
    found = []
    for node in LexborHTMLParser(f"<!doctype html><body>{html}").css("body *"):
        parent = node.parent.tag
        if node.tag not in ALLOWED or (node.tag in _PARENTS and parent not in _PARENTS[node.tag]):
            found.append(f"{node.tag} in {parent}")
        if parent in {"p", "h2", "h3", "h4", "a", "strong", "em", "u", "sub", "sup", "figcaption", "caption"} and node.tag not in _PHRASES:
            found.append(f"{node.tag} in {parent}")
        if parent in {"ul", "ol"} and node.tag != "li":
            found.append(f"{node.tag} in {parent}")
    return found
