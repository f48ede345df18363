"""Run in a process of its own for ``test_text_browser``: the people of a town, its report, and last year's beside it.

The process of the tests must not set Django up for another data folder, and Playwright's loop forbids the database there.
"""

from __future__ import annotations

import json
import sys

from gongkai.report import codec
from gongkai.report.sample import clean
from gongkai.web.clock import now
from gongkai.web.reporting.models import PastReport
from gongkai.web.vault import files
from support import reports, web


def main() -> None:
    """Add, and print as JSON: the addresses of the report, the password of everybody, what last year's report says in its fifth part."""
    district = web.district()
    town = web.town(district)
    people = reports.team(town, district)
    stored = files.store(
        name="年报.pdf", data=b"%PDF-1.4\n%%EOF\n", purpose="past_report", stream=town.pk, organ=town.pk, by="", moment=now()
    )
    last = clean()._replace(organ=town.name, year=reports.YEAR - 1)
    PastReport.objects.create(
        organ=town, year=reports.YEAR - 1, document=codec.to_dict(last), file=stored, created_at=now(), created_by=""
    )  # fmt: skip
    annual = reports.opened(town, people)
    sys.stdout.write(
        json.dumps({"address": f"/desk/reports/{annual.pk}/", "password": web.PASSWORD, "problems": last.sections["problems"]})
    )
