"""An item as files: what a person uploads elsewhere, what is handed over, what is kept. Names that no archive misleads with."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from gongkai.lib.richtext import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.web.channels.base import Enclosed, Envelope

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same item makes the same bytes
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 80
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_name(name: str, fallback: str = "未命名") -> str:
    """A name that is a plain file name everywhere: no folder, no drive, no control, not too long.

    >>> safe_name("../../etc/passwd"), safe_name("a\\\\b:c.pdf"), safe_name("con.txt"), safe_name(" .. ")
    ('_.._etc_passwd', 'a_b_c.pdf', '_con.txt', '未命名')
    """
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or fallback
    suffix = found[0] if (found := _SUFFIX.search(plain)) else ""
    plain = plain if len(plain) <= _LONGEST else plain[: _LONGEST - len(suffix)].rstrip(" .") + suffix
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def named(enclosed: Iterable[Enclosed]) -> Iterator[tuple[str, Enclosed]]:
    """Each attachment with its own name in a folder: numbered, so that two of one name both arrive."""
    for number, each in enumerate(enclosed, 1):
        yield f"{number:02}-{safe_name(each.name)}", each


def body_html(envelope: Envelope, folder: str = "附件") -> str:
    """The body with its pictures and the links to its files leading into ``folder``."""
    paths = {each.name: quote(f"{folder}/{name}") for name, each in named(envelope.enclosed)}
    return placed(envelope.html, paths.get)


def page_html(envelope: Envelope, folder: str = "附件") -> str:
    """The item as a page of its own that a browser shows without anything else; its attachments lie in ``folder`` beside it."""
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in envelope.fields.items() if value)
    files = "".join(f'<li><a href="{quote(f"{folder}/{name}")}">{escape(each.name)}</a></li>' for name, each in named(envelope.enclosed))
    listed = f"<h2>附件</h2><ul>{files}</ul>" if files else ""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(envelope.title)}</title></head>\n'
        f"<body><h1>{escape(envelope.title)}</h1>\n<table>{rows}</table>\n{body_html(envelope, folder)}\n{listed}</body></html>\n"
    )


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a .zip; the same files make the same bytes. Names are taken as they are: make them with :func:`safe_name`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()
