"""The promise as a whole: two hundred files with planted secrets, all found, none left."""

import pytest

from gongkai.proof.files import scan
from gongkai.proof.redaction import redact
from tests.support import secrets
from tests.support.looking_for import left_in


def test_the_two_hundred_are_two_hundred_of_all_kinds_and_places_and_secrets():
    kinds = {place.kind for place in secrets.PLACES}
    places = [(where, turn) for turn in range(len(secrets.SECRETS)) for where in secrets.PLACES][:200]
    assert kinds == {"docx", "xlsx", "pdf"}
    assert {where.title for where, _ in places} == {where.title for where in secrets.PLACES}
    assert min(sum(where.kind == kind for where, _ in places) for kind in kinds) >= 50


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_all_secrets_are_found_and_none_is_left(pdftotext):
    missed, left, count = [], {}, 0
    for planted in secrets.planted(200):
        count += 1
        if planted.code not in {finding.code for finding in scan(planted.data, planted.name).findings}:
            missed.append(planted.name)
        done = redact(planted.data, planted.name, [planted.secret] if planted.shown else [])
        if found := left_in(done.data, planted.secret):
            left[planted.name] = found
    assert count == 200
    assert not missed
    assert not left
