"""Normative documents through 机构改革: issued is told by who issued, in force by who has it at the end of the year; their pages stay."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.accounts.services import institutions
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.publication.models import Item
from gongkai.web.publication.services import lifecycle
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.services.projecting import catch_up
from support import items, web
from web.oversight.changing import TODAY, done

ISSUED, REPEALED, IN_FORCE = range(3)


def row(organ, year=2026):
    """Issued, repealed, in force of one organ, after counting and case by case: both say the same."""
    catch_up()
    found = figures.compiled(organ.pk, organ.name, year).report
    whole = figures.with_cases(organ.pk, organ.name, year).report
    values = [found.value("table2.normative_documents", index) for index in range(3)]
    assert values == [whole.value("table2.normative_documents", index) for index in range(3)]
    assert values == [len(figures.behind(organ.pk, year, f"table2.normative_documents[{index}]")) for index in range(3)]
    return values


@pytest.fixture
def document(town):
    return items.published(town, items.team(town), genre="normative_documents", column="documents")


def test_a_document_is_issued_by_the_old_organ_and_in_force_at_the_new_one(town, heir, document, admin, supervisor):
    assert row(town) == [1, 0, 1]
    done("merge", [town], [heir], admin, supervisor)
    assert row(town) == [1, 0, 0]
    assert row(heir) == [0, 0, 1]
    assert row(heir, 2027) == [0, 0, 1]
    assert Item.objects.get(pk=document.pk).organ == town, "its page stays where it is"


def test_who_took_over_repeals_it(town, heir, document, admin, supervisor):
    done("merge", [town], [heir], admin, supervisor)
    document.refresh_from_db()
    lifecycle.repeal(item=document, number="示乡发〔2026〕9号", on=TODAY, by=admin, moment=web.at(TODAY))
    assert row(town) == [1, 0, 0]
    assert row(heir) == [0, 1, 0]


def test_it_goes_on_when_who_took_over_is_merged_as_well(town, heir, other, document, admin, supervisor):
    done("merge", [town], [heir], admin, supervisor)
    second = done("merge", [heir], [other], admin, supervisor, on=date(2027, 3, 1), day=date(2027, 2, 1))
    assert [each["to"] for each in second.moved["document"]] == [other.name]
    assert [row(organ, 2026)[IN_FORCE] for organ in (town, heir, other)] == [0, 1, 0]
    assert [row(organ, 2027)[IN_FORCE] for organ in (town, heir, other)] == [0, 0, 1]


def test_an_organ_with_a_record_is_closed_by_a_change_only(town, bureau, heir, document, admin):
    with pytest.raises(Refusal, match="请在“机构改革”里办理"):
        institutions.close(organ=town, last_day=date(2026, 6, 30), successor=heir, by=admin, moment=web.at(TODAY))
    institutions.close(organ=bureau, last_day=date(2026, 6, 30), successor=None, by=admin, moment=web.at(TODAY))
    assert bureau.valid_to == date(2026, 6, 30)
