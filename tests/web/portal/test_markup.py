"""The check of HTML finds what it is there for."""

from __future__ import annotations

import pytest

from web.portal.markup import faults

PAGE = '<!doctype html>\n<html lang="zh-CN"><head><title>页</title></head><body><main><h1>页</h1>{}</main></body></html>'


def test_a_good_page_has_no_fault():
    assert not faults(PAGE.format('<p>字<a href="#x">去</a></p><ul><li id="x">一</li></ul><h2>二</h2>'))


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>字", "<p><div>块</div></p>", "<ul>字</ul>", "<ul><p>字</p></ul>", "<h3>三</h3>", '<p id="a">字</p><p id="a">字</p>', '<a href="#nowhere">去</a>',
        '<p style="color:red">字</p>', "<li>字</li>", '<img src="a.png">', '<a href="/"><button>按</button></a>', "<table><tr><td>字</td></tr></table>",
        "<p>字</div></p>", "<blink>字</blink>", '<label for="gone">字</label>', "<h1>又一个</h1>", "<br/>", '<a>去</a>', '<time datetime="3月">字</time>',
    ],
)  # fmt: skip
def test_a_fault_is_found(wrong):
    assert faults(PAGE.format(wrong))
