"""Acts without a letter: what the officer answers becomes events, with the texts and papers that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from gongkai.ledger.guards import irregularities
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.acts import ACTS, case_of, offer
from gongkai.web.applications.services import acting
from gongkai.web.applications.services.acting import Done, actor_of, state_of
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.acts import Act, Case, Sending
    from gongkai.web.applications.acts.base import Keep
    from gongkai.web.applications.models import Application

__all__ = ["Done", "foreseen", "perform"]
PAPERS = frozenset({"pdf", "png", "jpeg", "docx", "ole", "text"})


@transaction.atomic
def perform(
    *,
    application: Application,
    act: str,
    answers: Mapping[str, object],
    on: date,
    by: User | str,
    moment: datetime,
    seen: int | None = None,
) -> Done:
    """Do the act ``act`` (key of ``acts.ACTS``) on the legal day ``on``.

    ``answers`` are the fields of the form of the act, as text or typed; a field left out takes its default. A file is an
    :class:`Upload` or one already kept. Raises ``KeyError`` for an unknown act, :class:`UnusableInput` for answers that
    the form refuses, ``NotAllowed`` with all reasons, ``Overtaken``.
    """
    chosen = ACTS[act]
    if chosen.letter is not None:
        raise UnusableInput(f"“{chosen.verb}”要有文书", "请先起草，再发出")
    case = case_of(application, state_of(application), on)
    given = store(checked(chosen, case, answers), chosen, case, by, moment)
    events = chosen.events(case, given, keeper(case, by, moment), None)
    expected = len(case.state.log) if seen is None else seen
    done = acting.act(application=application, events=[(event, on) for event in events], by=by, moment=moment, seen=expected)
    if chosen.after:
        chosen.after(case, given, events)
    return done


def checked(act: Act, case: Case, answers: Mapping[str, object]) -> dict[str, Any]:
    """The answers as the form of the act gives them. Raises ``NotAllowed`` before :class:`UnusableInput`."""
    refused = offer(act, case).reasons
    if refused:
        raise NotAllowed(refused)
    return form_answers(act, case, answers)


def form_answers(act: Act, case: Case, answers: Mapping[str, object]) -> dict[str, Any]:
    """The answers, each in its type, defaults filled in. Raises :class:`UnusableInput` with everything that is wrong."""
    plain = {name: value for name, value in answers.items() if not isinstance(value, (Upload, StoredFile))}
    papers = {name: value for name, value in answers.items() if isinstance(value, (Upload, StoredFile))}
    blank = act.form(case, plain)
    defaults = {name: field.initial for name, field in blank.fields.items() if field.initial is not None}
    form = act.form(case, defaults | plain, _as_uploads(papers))
    if not form.is_valid():
        raise UnusableInput("；".join(_problems(form)), "请改正以后再办")
    return form.cleaned_data


def _as_uploads(papers: Mapping[str, object]) -> dict[str, Any]:
    return {name: SimpleUploadedFile(each.name, each.data) if isinstance(each, Upload) else each for name, each in papers.items()}


def _problems(form: Any) -> list[str]:
    return [
        f"{form.fields[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def store(given: dict[str, Any], act: Act, case: Case, by: User | str, moment: datetime) -> dict[str, Any]:
    """The answers with every file kept, as its id."""
    return {name: str(kept_file(value, act.verb, case, by, moment).pk) if _is_file(value) else value for name, value in given.items()}


def _is_file(value: object) -> bool:
    return isinstance(value, (Upload, StoredFile))


def kept_file(value: Upload | StoredFile, purpose: str, case: Case, by: User | str, moment: datetime) -> StoredFile:
    """The file, kept in the case."""
    if isinstance(value, StoredFile):
        return value
    return files.store(
        name=value.name, data=value.data, purpose=purpose, stream=case.application.pk, organ=case.organ.pk, by=actor_of(by), moment=moment,
        allowed=PAPERS,
    )  # fmt: skip


def keeper(case: Case, by: User | str, moment: datetime) -> Keep:
    """Keeps a text of the case and gives its id."""

    def keep(key: str, words: str) -> str:
        return acting.keep(stream=case.application.pk, key=key, text=words, by=by, moment=moment)

    return keep


def foreseen(act: Act, case: Case, given: Mapping[str, Any], sending: Sending | None = None) -> tuple[str, ...]:
    """What would be irregular if it were done with these (checked) answers: named before it is done. Writes nothing."""
    events = act.events(case, given, _pretend, sending)
    return tuple(sentence for event in events for sentence in irregularities(case.state, event, case.on, case.calendar))


def _pretend(key: str, words: str) -> str:
    return "预览" if words.strip() else ""
