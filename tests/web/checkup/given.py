"""Files to check, and short hands to post them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.report.sample import clean, flawed
from gongkai.report.writers import render
from gongkai.web.checkup.examining import Order

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.test import Client

ADDRESS, MENDED = "/checkup/", "/checkup/mended.docx"
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
REAL = sorted(path for path in CORPUS.rglob("raw.*")) if CORPUS.is_dir() else []
MACHINE = "application/json"


def good() -> bytes:
    """A Word file without a finding."""
    return render(clean(), ".docx")


def bad() -> bytes:
    """The same with the faults that real ones have."""
    return render(flawed(), ".docx")


def ordered(data: bytes, previous: bytes = b"", *, name: str = "年报.docx", page: bool = True, **more: object) -> Order:
    """An order for these bytes."""
    return Order(name, len(data), len(previous), more.get("organ"), more.get("year"), page)  # type: ignore[arg-type]


def post(
    client: Client, data: bytes, *, name: str = "年报.docx", previous: bytes = b"", headers: dict[str, str] | None = None, **fields: str
) -> HttpResponseBase:
    """What the page answers."""
    files = {"report": SimpleUploadedFile(name, data)} | ({"previous": SimpleUploadedFile("上年.docx", previous)} if previous else {})
    return client.post(ADDRESS, {**files, **fields}, headers=headers or {})


def text_of(answer: HttpResponseBase) -> str:
    """The whole answer, whether it came in one piece or in several."""
    pieces = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    return b"".join(pieces).decode()


def carried(page: str) -> str:
    """The mended file that a page carries."""
    found = re.search(r'name="mended" value="([^"]+)"', page)
    assert found, "the page carries no mended file"
    return found[1]
