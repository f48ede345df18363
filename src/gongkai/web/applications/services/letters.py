"""A letter on its way: draft, approval, issue, service. What goes out writes the event of its act in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary.application import Served
from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.edited import differences
from gongkai.notices.kinds import KINDS
from gongkai.web.applications.acts import ACTS, Case, Sending, case_of
from gongkai.web.applications.acts.answering import merged
from gongkai.web.applications.models import Letter, Text
from gongkai.web.applications.services import acting
from gongkai.web.applications.services.acting import Done, state_of
from gongkai.web.applications.services.approvals import Paper, approve, needed, signer
from gongkai.web.applications.services.letters_merged import answered_together, served_together
from gongkai.web.applications.services.letters_text import (
    case_of_letter,
    held,
    rendered,
    sign,
    still_true,
    write,
)
from gongkai.web.applications.services.steps import checked, foreseen, form_answers, keeper, kept_file, perform
from gongkai.web.clock import day_of
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

__all__ = [
    "Done", "Paper", "Returned", "approve", "attach_scan", "change", "draft", "drop", "issue", "outlook", "rendered", "serve", "served_copy",
    "submit", "take_back",
]  # fmt: skip
State = Letter.State
ON_THE_WAY = (State.DRAFT, State.IN_APPROVAL, State.APPROVED)


class Returned(NamedTuple):
    """A letter that came back from Word: whether it was taken, and what had changed that must not."""

    taken: bool
    differences: tuple[str, ...]


@transaction.atomic
def draft(*, application: Application, act: str, answers: Mapping[str, object], by: User, moment: datetime) -> Letter:
    """Draft the letter of an act. Raises ``KeyError``, ``NotAllowed``, and :class:`UnusableInput` for answers or facts that are missing."""
    chosen = ACTS[act]
    if chosen.letter is None:
        raise UnusableInput(f"“{chosen.verb}”没有文书", "请直接办理")
    case = case_of(application, state_of(application), day_of(moment))
    given = checked(chosen, case, answers)
    if chosen.letter.once and Letter.objects.filter(stream=application.pk, act=act, state__in=ON_THE_WAY).exists():
        raise UnusableInput(f"“{chosen.verb}”已经有一份文书还没有发出", "请打开那一份继续办，或者先作废它")
    letter = Letter(organ=application.organ, stream=application.pk, act=act, drafted_at=moment)
    _written_by(letter, by, moment)
    write(letter, case, given)
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def change(*, letter: Letter, answers: Mapping[str, object], by: User, moment: datetime) -> Letter:
    """Write a draft anew; whoever changes it is its drafter from then on, and none of those before him may sign it either."""
    locked = _locked(letter, State.DRAFT)
    case = case_of_letter(locked, day_of(moment))
    write(locked, case, checked(ACTS[locked.act], case, answers))
    locked.edited = None
    _written_by(locked, by, moment)
    locked.save()
    return _again(letter)


@transaction.atomic
def submit(*, letter: Letter, by: User, moment: datetime) -> Letter:
    """Hand a draft over for approval, its facts as they are now. Raises :class:`UnusableInput` when nobody has to sign it."""
    locked = _locked(letter, State.DRAFT)
    if not needed(locked):
        raise UnusableInput("这份文书不需要审签", "可以直接发出")
    case = case_of_letter(locked, day_of(moment))
    write(locked, case, checked(ACTS[locked.act], case, held(locked.answers)))
    locked.state, locked.changed_at = State.IN_APPROVAL, moment
    locked.save()
    return _again(letter)


@transaction.atomic
def take_back(*, letter: Letter, file: Upload, by: User, moment: datetime, reason: str = "") -> Returned:
    """Take the letter back from Word. What must not change and did is told; then it is taken only with a reason, which is kept.

    A draft may be taken back, and a signed letter before it goes out. Raises :class:`UnusableInput` for anything but .docx.
    """
    locked = _locked(letter, State.DRAFT, State.APPROVED)
    found = differences(rendered(locked), file.data)
    if found and not reason.strip():
        return Returned(False, found)
    case = case_of_letter(locked, day_of(moment))
    if found:
        words = f"{reason.strip()}\n{chr(10).join(found)}"
        acting.keep(stream=locked.stream, key=_note("改动", locked), text=words, by=by, moment=moment)
    locked.edited = kept_file(file, "交回的文书", case, by, moment)
    _written_by(locked, by, moment)
    locked.save(update_fields=["edited", "drafted_by", "writers", "changed_at"])
    _again(letter)
    return Returned(True, found)


def _written_by(letter: Letter, by: User, moment: datetime) -> None:
    letter.drafted_by, letter.changed_at = by, moment
    letter.writers = sorted({*letter.writers, by.actor})


@transaction.atomic
def attach_scan(*, letter: Letter, scan: Upload | StoredFile, by: User, moment: datetime) -> Letter:
    """Keep the scan with the red seal: from then on it is the served original."""
    locked = _locked(letter, State.APPROVED, State.ISSUED, State.SERVED)
    locked.sealed_scan = kept_file(scan, "盖章文书", case_of_letter(locked, day_of(moment)), by, moment)
    locked.save(update_fields=["sealed_scan"])
    return _again(letter)


@transaction.atomic
def issue(
    *, letter: Letter, on: date, way: Way | str, by: User, moment: datetime, posting_number: str = "",
    scan: Upload | StoredFile | None = None, seen: int | None = None,
) -> Done:  # fmt: skip
    """Send the letter on the legal day ``on``: its act is written to the ledger, its companion goes out with it.

    Raises ``NotAllowed`` with all reasons, :class:`UnusableInput` for a letter that is not ready, ``Overtaken``.
    """
    locked = Letter.objects.select_for_update().select_related("organ", "drafted_by").get(pk=letter.pk)
    chosen, way = ACTS[locked.act], Way.of(way)
    case = case_of_letter(locked, on)
    given = checked(chosen, case, held(locked.answers))
    problems = _not_ready(locked, case, way)
    if problems:
        raise NotAllowed(tuple(problems))
    if not locked.number:
        write(locked, case, given)
        sign(locked, case)
    _same_words(locked)
    assert locked.dated
    sending = Sending(locked.number, locked.dated, way, signer(locked))
    events = chosen.events(case, given, keeper(case, by, moment), sending)
    done = _written(case, events, by, moment, len(case.state.log) if seen is None else seen)
    if locked.act == "answer":
        together = answered_together(others=merged(case), letter=locked, way=way, on=on, by=by, moment=moment)
        done = done._replace(irregular=(*done.irregular, *together))
    _mark_issued(locked, done, on, way, posting_number)
    if scan:
        locked.sealed_scan = kept_file(scan, "盖章文书", case, by, moment)
    locked.changed_at = moment
    locked.save()
    assert chosen.letter
    if chosen.letter.issued:
        chosen.letter.issued(case, given, events)
    if chosen.letter.companion and given.get("tell_applicant"):
        _companion(locked, chosen.letter.companion, case._replace(state=done.state), by, moment)
    _again(letter)
    return done


def _written(case: Case, events: tuple[Event, ...], by: User, moment: datetime, seen: int) -> Done:
    """The events of the act; a letter without any only goes out."""
    if not events:
        return Done(case.state, (), ())
    return acting.act(application=case.application, events=[(event, case.on) for event in events], by=by, moment=moment, seen=seen)


def _not_ready(letter: Letter, case: Case, way: Way) -> list[Reason]:
    """Why it cannot go out: not signed, already gone, before its date, other than the case, without the online remedy."""
    if letter.state not in ON_THE_WAY:
        return [Reason(f"这份文书{letter.get_state_display()}，不能再发出")]
    if letter.state != State.APPROVED and needed(letter):
        return [Reason("这份文书还没有签发，不能发出")]
    reasons = []
    if letter.dated and case.on < letter.dated:
        reasons.append(Reason(f"发出的日期早于成文日期{written(letter.dated)}"))
    if letter.number and not still_true(letter, case):
        reasons.append(Reason("签发以后案件又有了变化，文书写的已经不是现在的情况，请作废以后重新起草"))
    if KINDS[letter.code].remedy and way is Way.ONLINE and not held(letter.facts).get("served_online"):
        reasons.append(Reason("通过互联网送达的，应当写明网上申请行政复议的渠道，这份文书没有写", ("复议法:22.2",)))
    return reasons


def _same_words(letter: Letter) -> None:
    """The Word file that goes out must have the 文号 and date that the letter got since. Raises :class:`UnusableInput`."""
    if letter.edited is None or _explained(letter):
        return
    found = differences(rendered(letter), files.read(letter.edited))
    if found:
        raise UnusableInput(f"交回的 Word 文书与签发的不一致：{found[0]}", "请下载编好文号的文书，改好以后重新交回", letter.number)


def _explained(letter: Letter) -> bool:
    return Text.objects.filter(stream=letter.stream, key=_note("改动", letter)).exists()


def _note(what: str, letter: Letter) -> str:
    return f"{what}:{letter.pk.hex}"


def _mark_issued(letter: Letter, done: Done, on: date, way: Way, posting_number: str) -> None:
    letter.state, letter.issued_on, letter.way = State.ISSUED, on, way.value
    letter.posting_number = posting_number.strip()
    if done.entries:
        letter.step = done.entries[0].number


def _companion(letter: Letter, act: str, case: Case, by: User, moment: datetime) -> None:
    """The letter that goes to the applicant together with the one to a third party: its own 文号, the same step."""
    beside = Letter(
        organ=letter.organ, stream=letter.stream, act=act, drafted_by=letter.drafted_by, writers=letter.writers, drafted_at=moment, changed_at=moment,
        step=letter.step, way=letter.way, issued_on=case.on, state=State.ISSUED,
    )  # fmt: skip
    write(beside, case, form_answers(ACTS[act], case, {}))
    sign(beside, case)
    beside.save(force_insert=True)


@transaction.atomic
def serve(*, letter: Letter, on: date, way: Way | str, proof: str | Upload | StoredFile, by: User | str, moment: datetime) -> Done:
    """Record that the letter reached its reader on that day, with proof. A letter that is no step of the ledger is marked on its row."""
    locked = _locked(letter, State.ISSUED)
    case, way = case_of_letter(locked, on), Way.of(way)
    if any(each.number == locked.number for each in case.state.letters):
        answers: dict[str, object] = {"step": str(locked.step), "way": way.value}
        answers["text" if isinstance(proof, str) else "file"] = proof
        done = perform(application=case.application, act="serve", answers=answers, on=on, by=by, moment=moment)
        event = done.entries[0].event
        assert isinstance(event, Served)
        served_together(letter=locked, proof=event.proof, way=way, on=on, by=by, moment=moment)
        _again(letter)
        return done
    if locked.issued_on and on < locked.issued_on:
        raise NotAllowed((Reason(f"早于发出“{locked.number}”的{written(locked.issued_on)}", ("送达解释",)),))
    if isinstance(proof, str):
        if not proof.strip():
            raise NotAllowed((Reason("没有写送达凭证", ("送达解释",)),))
        acting.keep(stream=locked.stream, key="送达凭证", text=proof, by=by, moment=moment)
    else:
        locked.proof = kept_file(proof, "送达凭证", case, by, moment)
    locked.state, locked.served_on, locked.way = State.SERVED, on, way.value
    locked.save()
    _again(letter)
    return Done(case.state, (), ())


@transaction.atomic
def drop(*, letter: Letter, reason: str, by: User, moment: datetime) -> Letter:
    """Make a letter that has not gone out void. Its 文号 is not used again; the reason explains the gap."""
    locked = _locked(letter, *ON_THE_WAY)
    if not reason.strip():
        raise UnusableInput("没有写作废的原因", "请写明原因，文号登记簿要用来说明空号")
    acting.keep(stream=locked.stream, key=_note("作废", locked), text=reason, by=by, moment=moment)
    locked.state, locked.changed_at = State.DROPPED, moment
    locked.save(update_fields=["state", "changed_at"])
    return _again(letter)


def served_copy(letter: Letter) -> StoredFile | None:
    """What the reader gets when it is not the letter as we set it: the scan with the seal, or the file from Word."""
    return letter.sealed_scan or letter.edited


def outlook(letter: Letter, on: date, way: Way = Way.POST) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What would happen if it went out on that day: reasons against it, and what would be irregular. Writes nothing."""
    case = case_of_letter(letter, on)
    chosen = ACTS[letter.act]
    try:
        given = checked(chosen, case, held(letter.answers))
    except NotAllowed as refused:
        return tuple(reason.sentence for reason in refused.reasons), ()
    except UnusableInput as unusable:
        return (unusable.sentence(),), ()
    sending = Sending(
        letter.number or f"{letter.organ.word}{KINDS[letter.code].word}〔{on.year}〕1号", letter.dated or on, way, "office_head"
    )
    return (), foreseen(chosen, case, given, sending)


def _locked(letter: Letter, *states: str) -> Letter:
    """The row, locked, in one of these states. Raises :class:`UnusableInput` for another."""
    locked = Letter.objects.select_for_update().select_related("organ", "drafted_by").get(pk=letter.pk)
    if locked.state not in states:
        raise UnusableInput(f"这份文书{locked.get_state_display()}，不能这样办", "请重新打开页面", locked.number)
    return locked


def _again(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter
