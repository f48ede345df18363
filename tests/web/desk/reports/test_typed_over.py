"""No figure can be typed over: every form of the annual report is filled with 999 everywhere, and with fields that it does not have."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.ledger.states.activity import ActivityState
from gongkai.report.forms import FORMS
from gongkai.web.accounts.models import Role
from gongkai.web.events import store
from gongkai.web.reporting.models import Edition
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.services.projecting import catch_up
from support import web
from support.addresses import TODAY, address_of, addresses, clients, office

ROLES = (Role.OFFICER, Role.REVIEWER, Role.OFFICE_HEAD, Role.LEADER, Role.SUPERVISOR)
WHOLE = FORMS["2021"]
CELLS = [f"{row}[{index}]" for row in WHOLE.row_keys() for index in range(WHOLE.width(row))]
FORGED = {
    **dict.fromkeys(CELLS, "999"), **{cell.partition(".")[2]: "999" for cell in CELLS}, "table2": "999", "table3": "999", "table4": "999",
    "document": '{"table3": {"new": [999, 0, 0, 0, 0, 0, 999]}}', "figures": "999", "value": "999", "sections": "999", "rows": "999",
}  # fmt: skip
_LEFT = ("hidden", "submit", "checkbox", "radio", "file", "button")


@pytest.fixture
def world(monkeypatch, town, officer):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    return clients(town), office(town, officer)


def forms_of(page: str, here: str):
    """Every form that is sent by POST: where to, and what it sends, each text of it 999."""
    for form in LexborHTMLParser(page).css("form"):
        if (form.attributes.get("method") or "").lower() != "post":
            continue
        sent = {}
        for field in form.css("input, textarea, select, button"):
            name, kind = field.attributes.get("name"), field.attributes.get("type") or "text"
            if name:
                sent[name] = _value(field, kind)
        yield form.attributes.get("action") or here, sent


def _value(field, kind: str) -> str:
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option:last-of-type")
        return (chosen.attributes.get("value") or "") if chosen else ""
    if field.tag == "textarea":
        return "999"
    return field.attributes.get("value") or "on" if kind in _LEFT or field.tag == "button" else "999"


def tables(office):
    """What is counted, without the cells that were declared, and the declared ones."""
    catch_up()
    made = figures.compiled(office.organ.pk, office.organ.name, office.annual.year)
    counted = {
        f"{row}[{index}]": figure.value
        for row, held in made.report.rows.items()
        for index, figure in enumerate(held)
        if f"{row}[{index}]" not in made.declared
    }
    return counted, dict(made.declared)


def declared_by_event(organ, year: int) -> dict[str, tuple[str, str]]:
    """Value and source of each declared cell, as the ledger has them."""
    states = (state for _, state in store.streams("activity", organ))
    found = {}
    for state in states:
        if isinstance(state, ActivityState) and state.year == year:
            found |= {cell: (event.value, event.source) for cell, event in state.figures.items()}
    return found


@pytest.mark.slow
def test_no_form_of_the_desk_changes_a_figure_that_is_counted_and_a_declared_one_only_by_an_event_with_its_source(world):
    browsers, own = world
    counted, declared = tables(own)
    sealed = {each.pk: each.document for each in Edition.objects.all()}
    posts = 0
    for address in addresses():
        if not address.name.startswith("desk:report"):
            continue
        here = address_of(address, own)
        for role in ROLES:
            answer = browsers[role.value].get(here)
            page = answer.content.decode() if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "") else ""
            for action, sent in [*forms_of(page, here), (here, {})]:
                target = action if action.startswith("/") else here
                browsers[role.value].post(target, {**FORGED, **sent})
                posts += 1
        now, said = tables(own)
        assert {cell: value for cell, value in now.items() if cell in counted and counted[cell] != value} == {}, address.name
        events = declared_by_event(own.organ.pk, own.annual.year)
        for cell, fact in said.items():
            if fact != declared.get(cell):
                assert events[cell][0] == fact.value, address.name
                assert events[cell][1], f"{address.name}: {cell} has no source"
        assert set(counted) <= set(now) | set(said), address.name
        assert {pk: Edition.objects.get(pk=pk).document for pk in sealed} == sealed, address.name
    assert posts > 200
