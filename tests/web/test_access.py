"""Who may open what: every address × every role × own and other organ, compared with ``access.toml``.

An address without a row fails. After a change that is meant, write the row that the failure prints.
"""

from __future__ import annotations

import tomllib
from copy import deepcopy
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


@pytest.fixture
def world(db, monkeypatch):
    """Everybody of 示例镇 with a browser, and one object of each kind there and in another organ."""
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    district = web.district()
    town, bureau = web.town(district), web.bureau(district)
    own = office(town, web.account("maker", "经办人甲", town, Role.OFFICER))
    other = office(bureau, web.account("other-maker", "局外人庚", bureau, Role.OFFICER))
    return clients(town), own, other


@pytest.mark.slow
@pytest.mark.timeout(600)  # every address, ten people, two organs
def test_everybody_opens_what_the_table_says_and_who_may_not_look_may_not_write_either(world):
    differences, written = [], []
    for address in ALL:
        row = TABLE.get(address.name)
        method, measured = _row(world, address, row)
        expected = {key: value.split() for key, value in (row or {}).items() if key != "method"}
        if measured != expected:
            differences.append(_printed(address.name, method, measured))
        written += _written(world, address, method, measured)
    assert not differences, "rows of access.toml as measured:\n" + "\n".join(differences)
    assert not written, written


def _written(world, address, method, measured):
    """Who may write at this address of another organ though looking is refused."""
    browsers, _, other = world
    where = address_of(address, other)
    looked = measured.get("other", measured["own"]) if method == "get" else _measure(browsers, "get", where)
    wrote = measured.get("other", measured["own"]) if method == "post" else _measure(browsers, "post", where)
    return [
        f"{address.name} as {role}: {after}" for role, before, after in zip(COLUMNS, looked, wrote, strict=True)
        if before in REFUSED and after not in (*REFUSED, NOT_THIS_METHOD)
    ]  # fmt: skip


def test_the_table_has_a_row_for_every_address_and_none_for_one_that_is_gone():
    assert set(TABLE) - {"columns"} == {address.name for address in ALL}
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
        browser = browsers[role]
        cookies = deepcopy(browser.cookies)
        with transaction.atomic():
            answer = getattr(browser, method)(where)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        browser.cookies = cookies  # one of the addresses logs out, and everybody asks the next one as before
        location = answer.headers.get("Location", "")
        found.append(LOGIN if answer.status_code == 302 and location.startswith("/accounts/login/") else str(answer.status_code))
    return found


def _printed(name, method, measured):
    lines = [f'["{name}"]', *(['method = "POST"'] if method == "post" else [])]
    return "\n".join([*lines, *(f'{key} = "{" ".join(values)}"' for key, values in measured.items())])
