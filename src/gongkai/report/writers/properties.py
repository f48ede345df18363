"""What a file of ours says about itself, so that reading it back gives the same organ, year and form.

A reader uses it only while the printed title is still the one named here: once a person
has edited the title in Word, the title counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.layout import clean

if TYPE_CHECKING:
    from gongkai.report.model import Report

APPENDIX = "附：修改说明"  # where the report ends; a reader stops here


def properties(report: Report) -> dict[str, str]:
    """Named values for the file's own properties; "" where the report does not know."""
    return {
        "gongkai.organ": clean(report.organ or ""),
        "gongkai.title": " ".join(clean(report.title or "").split()),
        "gongkai.year": "" if report.year is None else str(report.year),
        "gongkai.form": report.form or "",
        "gongkai.cited_form": report.cited_form or "",
    }
