"""The demonstration on days on which the year's report is not due yet, or just due: it is made all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from gongkai.web.applications.demo import office
from gongkai.web.config.demonstration import fill
from gongkai.web.reporting.models import AnnualReport, Edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("day", [datetime(2027, 1, 3, 3, 0, tzinfo=UTC), datetime(2027, 2, 26, 3, 0, tzinfo=UTC)], ids=str)
def test_last_year_s_report_is_published_not_later_than_that_day(day):
    with transaction.atomic():
        fill(lambda done, total: None, day)
        edition = Edition.objects.select_related("report").get(report__organ__slug=office.TOWN)
        begun = AnnualReport.objects.get(organ__slug=office.TOWN, year=2027)
        transaction.set_rollback(True)
    assert edition.report.year == 2026
    assert edition.published_on <= day.date()
    assert begun.edition == 0
