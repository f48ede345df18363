"""What happened to a report, step by step, in words: from its ledger, with the texts, files and people that the events name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary import report as r
from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.web.accounts.selectors import names_of
from gongkai.web.organs.models import Organ
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.present import Marked, code_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.ledger.states.report import ReportState
    from gongkai.ledger.vocabulary import Event
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.vault.models import StoredFile

_NOBODY = "已停用的账号"


class Step(NamedTuple):
    """One line of the timeline. ``code`` names the content that it speaks of; ``told`` what was written with it, ``marked`` what is to be mended."""

    number: int
    title: str
    words: str
    on: date
    recorded_at: datetime
    who: str
    code: str
    told: str
    marked: tuple[Marked, ...]
    file: StoredFile | None
    returned: bool


def steps(annual: AnnualReport, state: ReportState) -> list[Step]:
    """The timeline, newest first. Three queries."""
    notes = {str(each.pk): each for each in Note.objects.filter(stream=annual.pk).exclude(key="content").select_related("file")}
    people = names_of(entry.actor for entry in state.log)
    sent_to = {entry.event.to for entry in state.log if isinstance(entry.event, r.SentUp)}
    organs = {str(pk): name for pk, name in Organ.objects.filter(pk__in=sent_to).values_list("pk", "name")} if sent_to else {}
    found = []
    for entry in reversed(state.log):
        event = entry.event
        named = _note(event, notes, "note")
        paper, findings = _note(event, notes, "paper"), _note(event, notes, "findings")
        found.append(
            Step(
                entry.number, event.title, words_of(event, organs), entry.effective_on, entry.recorded_at, people.get(entry.actor, _NOBODY), _code(event),
                f"签字人：{paper.text}" if paper else named.text if named else "", tuple(_marked(findings)), paper.file if paper else None,
                getattr(event, "verdict", None) is Verdict.RETURNED,
            )
        )  # fmt: skip
    return found


@singledispatch
def words_of(event: Event, organs: Mapping[str, str]) -> str:
    """What an event says beside its title; ``organs`` are names by id."""
    return ""


@words_of.register
def _(event: r.Opened, organs: Mapping[str, str]) -> str:
    return f"{event.form}年的格式"


@words_of.register
def _(event: r.Reviewed, organs: Mapping[str, str]) -> str:
    return event.verdict.label if event.role is Role.OFFICER else f"{event.verdict.label}（{event.role.label}）"


@words_of.register
def _(event: r.Signed, organs: Mapping[str, str]) -> str:
    return f"{event.role.label}，{'纸面签字' if event.paper else '在屏幕上签发'}"


@words_of.register
def _(event: r.SentUp, organs: Mapping[str, str]) -> str:
    return f"报{organs.get(event.to, '上级机关')}"


@words_of.register
def _(event: r.Read, organs: Mapping[str, str]) -> str:
    return event.verdict.label


@words_of.register
def _(event: r.Published, organs: Mapping[str, str]) -> str:
    return f"第{event.edition}版，数字算到账本第{event.position}条"


def _code(event: Event) -> str:
    digest = event.content if isinstance(event, r.Published) else getattr(event, "digest", "")
    return code_of(digest) if digest else ""


def _note(event: Event, notes: Mapping[str, Note], name: str) -> Note | None:
    return notes.get(getattr(event, name, ""))


def _marked(row: Note | None) -> list[Marked]:
    return [Marked(each["place"], each["words"], each.get("code", "")) for each in (row.data.get("marked", []) if row else [])]
