"""Who may open what: every address × every role × own and other organ, compared with ``access.toml``.

An address without a row fails. After a change that is meant, write the row that the failure prints.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.db import transaction

from gongkai.web.accounts.models import Role
from support import web
from support.addresses import COLUMNS, TODAY, address_of, addresses, clients, office

TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
ALL = addresses()
LOGIN, NOT_THIS_METHOD = "login", "405"
REFUSED = (LOGIN, "403", "404")
FOR_EVERYBODY = ()


@pytest.fixture
def world(db, monkeypatch):
    """Everybody of 示例镇 with a browser, and one object of each kind there and in another organ."""
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    district = web.district()
    town, bureau = web.town(district), web.bureau(district)
    own = office(town, web.account("maker", "经办人甲", town, Role.OFFICER))
    other = office(bureau, web.account("other-maker", "局外人庚", bureau, Role.OFFICER))
    return clients(town), own, other


@pytest.mark.timeout(600)  # every address, ten people, two organs
def test_everybody_opens_what_the_table_says_and_nothing_else(world):
    differences = []
    for address in ALL:
        row = TABLE.get(address.name)
        method, measured = _row(world, address, row)
        expected = {key: value.split() for key, value in (row or {}).items() if key != "method"}
        if measured != expected:
            differences.append(_printed(address.name, method, measured))
    assert not differences, "rows of access.toml as measured:\n" + "\n".join(differences)


@pytest.mark.timeout(600)
def test_who_may_not_look_may_not_write_either(world):
    browsers, _, other = world
    for address in ALL:
        where = address_of(address, other)
        looked, wrote = (dict(zip(COLUMNS, _measure(browsers, method, where), strict=True)) for method in ("get", "post"))
        allowed = [role for role in COLUMNS if looked[role] in REFUSED and wrote[role] not in (*REFUSED, NOT_THIS_METHOD)]
        assert not allowed or address.name in FOR_EVERYBODY, (address.name, allowed, wrote)


def test_the_table_has_no_row_for_an_address_that_is_gone():
    assert set(TABLE) - {address.name for address in ALL} == {"columns"}
    assert tuple(TABLE["columns"].split()) == COLUMNS


def test_nothing_of_the_office_opens_without_logging_in():
    opened = {name for name, row in TABLE.items() if name.startswith(("desk:", "accounts:")) and row["own"].split()[0] != LOGIN}
    assert not opened


def test_no_object_of_another_organ_is_shown_to_anybody():
    shown = {
        name
        for name, row in TABLE.items()
        if name.startswith(("desk:", "accounts:")) and set(row.get("other", LOGIN).split()) - set(REFUSED)
    }
    assert not shown


def _row(world, address, row):
    """The method that is asked about, and what everybody gets for both organs."""
    browsers, own, other = world
    method = "get" if row is None else row.get("method", "GET").lower()
    found = _measure(browsers, method, address_of(address, own))
    if row is None and set(found[1:]) == {NOT_THIS_METHOD}:
        method = "post"
        found = _measure(browsers, method, address_of(address, own))
    if address_of(address, own) == address_of(address, other):
        return method, {"own": found}
    return method, {"own": found, "other": _measure(browsers, method, address_of(address, other))}


def _measure(browsers, method, where):
    found = []
    for role in COLUMNS:
        with transaction.atomic():
            answer = getattr(browsers[role], method)(where)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        location = answer.headers.get("Location", "")
        found.append(LOGIN if answer.status_code == 302 and location.startswith("/accounts/login/") else str(answer.status_code))
    return found


def _printed(name, method, measured):
    lines = [f'["{name}"]', *(['method = "POST"'] if method == "post" else [])]
    return "\n".join([*lines, *(f'{key} = "{" ".join(values)}"' for key, values in measured.items())])
