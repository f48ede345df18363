"""What the desk calls things stands in the glossary."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.web.accounts.models import Role
from gongkai.web.applications.acts import ACTS
from gongkai.web.applications.models import Letter

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text("utf-8")


def row(key: str) -> str:
    found = re.search(rf"^\| `{key}` \| (.+)$", PAGE, re.MULTILINE)
    return found[1] if found else ""


def test_every_act_has_its_button_and_its_event_in_the_glossary():
    wrong = [
        act.key
        for act in ACTS.values()
        if not (row(act.key).startswith(f"{act.verb} |") and (act.event is None or act.event.kind in row(act.key)))
    ]
    assert not wrong


def test_every_role_and_every_state_of_a_letter_is_in_the_glossary():
    wrong = [word.value for word in (*Role, *Letter.State) if not row(word.value).startswith(word.label)]
    assert not wrong
