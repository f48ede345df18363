"""Claim: reading and checking a Word document costs at most 8× unzipping it and parsing its main part with lxml."""

from __future__ import annotations

import io
import sys
import zipfile

from lxml import etree

from _timing import medians, verdict
from gongkai.report import sample
from gongkai.report.readers import docx, report_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.report.writers.docx import render

PART = "word/document.xml"


def bare(data: bytes) -> object:
    """The least that any reader of the format must do."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(PART))


def main() -> int:
    data = render(sample.clean())
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo(PART).file_size
    taken = medians(
        {
            "unzip and lxml": lambda: bare(data),
            "paragraphs and grids": lambda: docx.read(data),
            "report": lambda: report_of(data),
            "check": lambda: check(Context(report_of(data))),
        },
        41,
    )
    print(f"document.xml of {size / 1024:.0f} KB; " + "  ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in taken.items()))
    base = taken["unzip and lxml"]
    results = [
        verdict("read a .docx into paragraphs and grids", taken["paragraphs and grids"] / base, 4),
        verdict("read and check a .docx", taken["check"] / base, 8),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
