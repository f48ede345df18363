"""Claim: reading and checking a Word-styled 40 KB page costs at most 10× ``lxml.html.fromstring`` of it, and less than ``pandas.read_html``."""

from __future__ import annotations

import io
import sys

import lxml.html
import pandas as pd

from _pages import word_page
from _timing import medians, verdict
from gongkai.report.readers import report_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context


def main() -> int:
    page = word_page()
    data = page.encode()
    findings = check(Context(report_of(data)))
    taken = medians(
        {
            "lxml": lambda: lxml.html.fromstring(data),
            "pandas": lambda: pd.read_html(io.StringIO(page)),
            "read": lambda: report_of(data),
            "check": lambda: check(Context(report_of(data))),
        },
        41,
    )
    milliseconds = "  ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in taken.items())
    print(f"page of {len(data) / 1024:.0f} KB, {len(findings)} findings; {milliseconds}")
    results = [
        verdict("read and check a page against bare lxml.html.fromstring", taken["check"] / taken["lxml"], 10),
        verdict("read and check a page against pandas.read_html", taken["check"] / taken["pandas"], 1),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
