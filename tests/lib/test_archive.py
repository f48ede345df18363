"""Zip archives and XML from strangers."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongkai.lib import archive, limits
from gongkai.lib.errors import UnusableInput
from tests.support import hostile

MEGABYTE = 1024 * 1024


def opened(parts: dict[str, bytes]) -> archive.Archive:
    return archive.Archive(hostile.packed(parts))


def test_a_member_is_read_and_a_missing_one_is_a_key_error() -> None:
    packed = opened({"a/b.xml": b"<x/>"})
    assert packed.read("a/b.xml") == b"<x/>"
    assert "a/b.xml" in packed
    with pytest.raises(KeyError):
        packed.read("c")


def test_more_than_the_unpacked_limit_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnusableInput, match="64 MB"):
        opened({"a": bytes(limits.UNPACKED_BYTES + 1)})


def test_parts_count_together_towards_the_limit() -> None:
    packed = opened({"a": b"x" * 1000})
    packed._left = 1500
    packed.read("a")
    with pytest.raises(UnusableInput, match="64 MB"):
        packed.read("a")


def test_a_part_that_unpacks_to_more_than_it_says_is_damage() -> None:
    with pytest.raises(UnusableInput, match="损坏"), archive.whole("文件"):
        archive.Archive(hostile.lying_archive(20 * MEGABYTE, 1000)).read("word/document.xml")


def test_a_part_that_shrank_beyond_all_measure_is_a_bomb() -> None:
    with pytest.raises(UnusableInput, match="压缩比"):
        opened({"a": bytes(20 * MEGABYTE)}).read("a")


def test_a_small_part_of_blanks_is_no_bomb() -> None:
    assert len(opened({"a": b" " * MEGABYTE}).read("a")) == MEGABYTE


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "C:/a", "..\\a"])
def test_unsafe_names_are_refused(name: str) -> None:
    with pytest.raises(UnusableInput, match="文件名"):
        opened({name: b""})


def test_too_many_members_are_refused() -> None:
    with pytest.raises(UnusableInput, match="2000"):
        opened({str(number): b"" for number in range(archive.MEMBERS + 1)})


def test_a_locked_member_is_refused_with_the_word_password() -> None:
    data = bytearray(hostile.packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnusableInput, match="密码"):
        archive.Archive(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE a>"])
def test_document_types_are_refused_in_any_encoding(declared: str, encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<a>x</a>'.encode(encoding)
    with pytest.raises(UnusableInput, match="声明"):
        archive.parse(iter([source]), "x")


def test_a_declaration_cut_in_two_by_the_stream_is_still_seen() -> None:
    with pytest.raises(UnusableInput, match="声明"):
        archive.parse(iter([b"<!DOC", b"TYPE a><a/>"]), "x")


def test_nesting_is_bounded() -> None:
    assert archive.parse(iter([b"<a>" * 250 + b"</a>" * 250]), "x").tag == "a"
    with pytest.raises(UnusableInput, match="嵌套"):
        archive.parse(iter([b"<a>" * 400 + b"</a>" * 400]), "x")


def test_a_part_of_millions_of_elements_is_refused() -> None:
    with pytest.raises(UnusableInput, match="庞大"):
        archive.parse(iter([b"<a>", *[b"<b/>" * 10_000] * 100, b"</a>"]), "x")


@pytest.mark.parametrize("error", [zipfile.BadZipFile("x"), KeyError("x"), ValueError("x"), MemoryError()])
def test_whatever_damage_raises_becomes_one_sentence(error: Exception) -> None:
    with pytest.raises(UnusableInput) as caught, archive.whole("Word 文档"):
        raise error
    assert "\n" not in caught.value.sentence()
    assert caught.value.sentence().startswith("Word 文档已损坏")


def test_custom_properties_are_named_texts() -> None:
    part = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property pid="2" name="gongkai.a"><vt:lpwstr>\xe5\x80\xbc</vt:lpwstr></property></Properties>'
    )
    assert archive.custom_properties(opened({"docProps/custom.xml": part})) == {"gongkai.a": "值"}
    assert archive.custom_properties(opened({"a": b""})) == {}


def test_bytes_that_are_no_zip_are_damage() -> None:
    with pytest.raises(UnusableInput, match="损坏"), archive.whole("文件"):
        archive.Archive(io.BytesIO(b"PK\x03\x04 and then nothing").getvalue())
