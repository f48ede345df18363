"""Wrong number and wrong code take the same time: measured, so that the clock tells nobody which of them was right."""

from __future__ import annotations

import time
from statistics import median

import pytest

from gongkai.web.applications.codes import code_of
from gongkai.web.portal import limits

TRIES, ROUNDS = 60, 4
WITHIN = 0.10


@pytest.fixture
def unlimited(monkeypatch):
    """The limits count tries and are measured elsewhere."""
    monkeypatch.setattr(limits, "wait", lambda *_: 0)


def took(citizen, number: str, code: str) -> float:
    begun = time.perf_counter()
    answer = citizen.post("/track/", number=number, code=code)
    taken = time.perf_counter() - begun
    assert "登记号或者查询码不对" in answer.content.decode()
    return taken


def difference(citizen, case) -> float:
    """Of the medians, as a part of the greater one. The two are tried in turn, so that a busy machine slows both."""
    wrong_code, wrong_number = [], []
    for _ in range(TRIES):
        wrong_code.append(took(citizen, case.register_number, "0000-0000-0000"))
        wrong_number.append(took(citizen, "示政公开申〔2026〕9号", code_of(case.pk)))
    one, other = sorted((median(wrong_code), median(wrong_number)))
    return (other - one) / other


def test_medians_differ_by_less_than_a_tenth(citizen, application, today, unlimited):
    difference(citizen, application)  # the first round also loads templates
    # A real difference shows in every round, a neighbour's load in some.
    assert min(difference(citizen, application) for _ in range(ROUNDS - 1)) < WITHIN
