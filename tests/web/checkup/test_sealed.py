"""The mended file on its way through the browser: only what was made here comes back."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.web.checkup import sealed
from support import web

NOW = web.at(web.MONDAY, 10)
DATA = base64.b64encode(b"PK a word file").decode()


def test_it_comes_back_with_the_name_of_the_checked_file():
    assert sealed.opened(sealed.seal("示例镇2025年报.pdf", DATA, NOW), NOW) == sealed.Mended(
        "示例镇2025年报（改后）.docx", b"PK a word file"
    )


@pytest.mark.parametrize("name", ["", "年报", ".docx", "a.b.c", "年报：终稿.docx"])
def test_any_name_will_do(name):
    assert sealed.opened(sealed.seal(name, DATA, NOW), NOW).name.endswith("（改后）.docx")


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.replace(DATA, base64.b64encode(b"PK another file").decode()),
        lambda held: f"9{held}",
        lambda held: held[:-1],
        lambda held: "",
        lambda held: "a.b.c:d",
    ],
)
def test_what_somebody_changed_or_made_is_refused(change):
    with pytest.raises(UnusableInput, match="没有收到改好的文件"):
        sealed.opened(change(sealed.seal("a.docx", DATA, NOW)), NOW)


def test_after_half_a_day_it_is_over():
    held = sealed.seal("a.docx", DATA, NOW)
    assert sealed.opened(held, NOW + timedelta(seconds=sealed.LASTS)).data
    with pytest.raises(UnusableInput, match="超过 12 小时"):
        sealed.opened(held, NOW + timedelta(seconds=sealed.LASTS + 1))
