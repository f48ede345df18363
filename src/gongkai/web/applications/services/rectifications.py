"""更正 of records about oneself (条例 Art. 41): register, decide, letter P15 with its own numbers (更), proof of service.

Never a row of table three. The letter goes draft → 签发 (on screen or on paper, by another person than who
drafted it) → issued → served; its number is taken at 签发. What is passed on takes a second letter, P15B, to the organ that may correct.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary.codes import Channel, Finding, Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.fill import fill
from gongkai.web.applications.models import Approval, Letter, Rectification, Reveal
from gongkai.web.applications.services import beside_acting, revealing
from gongkai.web.applications.services.acting import actor_of, keep
from gongkai.web.applications.services.letters_text import held
from gongkai.web.clock import day_of
from gongkai.web.organs.selectors import calendar_of, remedy_facts
from gongkai.web.organs.services import next_number
from gongkai.web.vault import files
from gongkai.web.vault.kinds import DOCUMENTS, PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gongkai.notices.letter import Letter as Set
    from gongkai.web.accounts.models import User
    from gongkai.web.applications.services.beside_acting import Outcome
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

ACT, WORD = "decide_rectification", "更"
TO_PERSON, TO_ORGAN = "P15", "P15B"
PURPOSES = {
    "rectification_evidence": "更正证据",
    "rectification_scan": "盖章文书（扫描件）",
    "rectification_proof": "送达凭证",
    "paper_approval": "签发单（扫描件）",
}
_OUTCOMES = {
    Finding.CORRECTED: "予以更正", Finding.REFUSED: "不予更正", Finding.TRANSFERRED: "转送有权机关", Finding.REDIRECTED: "告知向有权机关提出",
}  # fmt: skip
_OPEN = (Letter.State.DRAFT, Letter.State.APPROVED)
LOOKED = "rectification:person"  # word of the record that somebody saw the personal data of a request in full
TAKEN = "rectification:letter"  # the same for a letter, which names the applicant
_UNNUMBERED = "（签发时编号）"


class Request(NamedTuple):
    """What somebody asks to be corrected, and the evidence for it, in words; files come beside."""

    name: str
    record: str
    wanted: str
    evidence: str
    channel: Channel
    identity: str = ""
    phone: str = ""
    address: str = ""


class Decision(NamedTuple):
    """What becomes of it. ``right_organ`` who may correct, where it is not us."""

    finding: Finding
    reason: str
    right_organ: str = ""
    right_organ_contact: str = ""


class OnPaper(NamedTuple):
    """Who signed on paper, when, and the scan that shows it."""

    name: str
    day: date
    scan: Upload


@transaction.atomic
def register(*, organ: Organ, request: Request, on: date, by: User, moment: datetime, papers: Sequence[Upload] = ()) -> Rectification:
    """A request that came on that day. Raises :class:`UnusableInput`; :class:`NotAllowed` without evidence (条例 Art. 41)."""
    for value, what in ((request.name, "申请人"), (request.record, "要求更正的记录"), (request.wanted, "要求怎样更正")):
        if not value.strip():
            raise UnusableInput(f"没有写{what}", "请照更正申请填写")
    row = Rectification(
        organ=organ, register_number=next_number(organ=organ, word="更申", year=on.year), name=request.name.strip(),
        identity=request.identity.strip(), phone=request.phone.strip(), address=request.address.strip(), record=request.record.strip(),
        wanted=request.wanted.strip(), evidence=request.evidence.strip(), handler=by, created_at=moment,
    )  # fmt: skip
    row.save(force_insert=True)
    beside_acting.begin(row=row)
    evidence = keep(stream=row.pk, key="rectification_evidence", text=request.evidence, by=by, moment=moment)
    for paper in papers:
        kept = _store(row, paper, "rectification_evidence", by, moment)
        evidence = evidence or str(kept.pk)
    event = r.RectificationReceived(register_number=row.register_number, channel=request.channel, evidence=evidence)
    beside_acting.act(row=row, events=[(event, on)], by=by, moment=moment)
    row.refresh_from_db(fields=["name", "identity", "phone", "address"])  # sealed now, as everybody else reads them
    return row


@transaction.atomic
def draft(*, rectification: Rectification, decision: Decision, by: User, moment: datetime) -> list[Letter]:
    """The letter that tells the applicant, and the one that passes the request on; an earlier draft is dropped. Raises :class:`UnusableInput`."""
    if not rectification.received_on or rectification.decided_on:
        raise NotAllowed((Reason("这件更正请求还没有登记，或者已经处理", ("条例:41",)),))
    letters_of(rectification).filter(state__in=_OPEN).update(state=Letter.State.DROPPED, changed_at=moment)
    codes = (TO_PERSON, TO_ORGAN) if decision.finding is Finding.TRANSFERRED else (TO_PERSON,)
    rows = [
        Letter(
            organ=rectification.organ, stream=rectification.pk, act=ACT, code=code, answers=_dumped(decision._asdict()),
            facts=_dumped(_facts(rectification, decision, code)), drafted_by=by, drafted_at=moment, changed_at=moment,
        )
        for code in codes
    ]  # fmt: skip
    for row in rows:
        rendered(row, day_of(moment))  # refuses what the letter lacks before it is kept
        row.save(force_insert=True)
    return rows


def rendered(letter: Letter, on: date) -> Set:
    """The letter as it will be served, or as it was; a draft bears that day and no number yet."""
    day = letter.dated or on
    number = letter.number or f"{letter.organ.word}{WORD}〔{day.year}〕1号"
    facts = held(letter.facts) | {"date": day.isoformat(), "number": number}
    made = fill(letter.code, facts, calendar=calendar_of(letter.organ))
    return made if letter.number else made._replace(number=_UNNUMBERED)


@transaction.atomic
def sign(*, letter: Letter, agreed: bool, by: User, role: str, moment: datetime, opinion: str = "", paper: OnPaper | None = None) -> Letter:
    """签发, or return with an opinion. On paper: ``by`` records who signed. The number is taken here (reply-documents 3)."""
    letter = Letter.objects.select_for_update().select_related("organ").get(pk=letter.pk)
    day = paper.day if paper else day_of(moment)
    _refuse(_why_not_sign(letter, by, day, moment, agreed=agreed, opinion=opinion, on_paper=paper is not None))
    scan = (
        files.store(
            name=paper.scan.name, data=paper.scan.data, purpose="paper_approval", stream=letter.stream, organ=letter.organ_id,
            by=actor_of(by), moment=moment, allowed=PAPERS,
        )
        if paper
        else None
    )  # fmt: skip
    Approval.objects.create(
        letter=letter, stage=Approval.Stage.SIGN, agreed=agreed, opinion=opinion.strip(), role=role, user=None if paper else by,
        name=paper.name if paper else by.name, day=day, on_paper=paper is not None, scan=scan, recorded_by=by, recorded_at=moment,
    )  # fmt: skip
    if agreed:
        letter.state, letter.dated = Letter.State.APPROVED, day
        letter.number = next_number(organ=letter.organ, word=WORD, year=day.year)
    letter.changed_at = moment
    letter.save(update_fields=["state", "dated", "number", "changed_at"])
    return letter


@transaction.atomic
def issue(
    *, rectification: Rectification, on: date, way: Way, by: User, moment: datetime, posting_number: str = "", scan: Upload | None = None,
    seen: int | None = None,
) -> Outcome:  # fmt: skip
    """The signed letters go out: the request is decided. Raises :class:`NotAllowed` before 签发."""
    rows = list(letters_of(rectification).filter(state=Letter.State.APPROVED))
    told = next((row for row in rows if row.code == TO_PERSON), None)
    waiting = letters_of(rectification).filter(state=Letter.State.DRAFT).exists()
    if told is None or waiting:
        raise NotAllowed((Reason("文书还没有全部签发，请先送负责人签发", ("条例:41",)),))
    if told.dated and on < told.dated:
        raise UnusableInput(f"发出日期早于成文日期{written(told.dated)}", "请核对日期", told.number)
    decision = decision_of(told)
    event = r.RectificationDecided(finding=decision.finding, letter=told.number, to=_right_organ(rectification, decision, by, moment))
    done = beside_acting.act(row=rectification, events=[(event, on)], by=by, moment=moment, seen=seen)
    kept = _store(rectification, scan, "rectification_scan", by, moment) if scan else None
    for row in rows:
        row.state, row.issued_on, row.way, row.posting_number, row.changed_at = (
            Letter.State.ISSUED,
            on,
            way.value,
            posting_number.strip(),
            moment,
        )
        row.step = done.entries[-1].number
        row.sealed_scan = kept if row is told else row.sealed_scan
        row.save(update_fields=["state", "issued_on", "way", "posting_number", "changed_at", "step", "sealed_scan"])
    return done


@transaction.atomic
def serve(
    *, rectification: Rectification, on: date, way: Way, proof: Upload | str, by: User, moment: datetime, seen: int | None = None
) -> Outcome:
    """The letter to the applicant was served on that day, with the proof as a file or in words (回证, 邮件号码)."""
    if isinstance(proof, str):
        named, kept = keep(stream=rectification.pk, key="rectification_proof", text=proof, by=by, moment=moment), None
    else:
        kept = _store(rectification, proof, "rectification_proof", by, moment)
        named = str(kept.pk)
    done = beside_acting.act(row=rectification, events=[(r.RectificationServed(way=way, proof=named), on)], by=by, moment=moment, seen=seen)
    letters_of(rectification).filter(state=Letter.State.ISSUED).update(
        state=Letter.State.SERVED, served_on=on, proof=kept, changed_at=moment
    )
    return done


@transaction.atomic
def record_look(*, rectification: Rectification, why: str, by: User, moment: datetime) -> None:
    """Write down that ``by`` sees who asks, in full, and for what. Raises :class:`UnusableInput` without a purpose."""
    revealing.record(rectification=rectification, what=LOOKED, why=why, by=by, moment=moment)


@transaction.atomic
def record_taken(*, letter: Letter, by: User, moment: datetime) -> None:
    """Write down that ``by`` takes the file of a letter, signed or not yet."""
    rectification = Rectification.objects.get(pk=letter.stream)
    revealing.record(rectification=rectification, what=TAKEN, why=f"下载{letter.number or '告知书草稿'}", by=by, moment=moment)


def looks(rectification: Rectification) -> QuerySet[Reveal]:
    """Who saw the personal data of the request, the last first."""
    return Reveal.objects.filter(rectification=rectification).select_related("by")


def has_looked(*, rectification: Rectification, by: User, since: datetime) -> bool:
    """Whether ``by`` recorded a look since then."""
    return Reveal.objects.filter(rectification=rectification, what=LOOKED, by=by, moment__gte=since).exists()


def letters_of(rectification: Rectification) -> QuerySet[Letter]:
    """The letters of the request, in the order in which they were drafted."""
    return Letter.objects.filter(stream=rectification.pk).select_related("organ", "drafted_by")


def decision_of(letter: Letter) -> Decision:
    """What the drafter chose."""
    raw = held(letter.answers)
    return Decision(**{**raw, "finding": Finding.of(raw["finding"])})


def _facts(row: Rectification, decision: Decision, code: str) -> dict[str, object]:
    organ = row.organ
    assert row.received_on is not None
    shared: dict[str, object] = {
        "organ": organ.name, "requested_on": row.received_on.isoformat(), "record": row.record, "correction_reason": decision.reason.strip(),
        "contact_office": organ.office or organ.name, "phone": organ.phone, "address": organ.address,
    }  # fmt: skip
    if code == TO_ORGAN:
        return shared | {"addressee": decision.right_organ, "applicant": row.name.reveal(), "enclosures": ["更正申请及证据材料"]}
    facts = remedy_facts(organ)
    return shared | {
        "addressee": row.name.reveal(), "evidence": row.evidence or "见所附证据材料", "correction_outcome": _OUTCOMES[decision.finding],
        "right_organ": decision.right_organ, "right_organ_contact": decision.right_organ_contact, "organ_kind": facts.kind,
        "reviewer": facts.reviewer, "superior": facts.superior, "court": facts.court, "online_channel": facts.online_channel,
    }  # fmt: skip


def _right_organ(row: Rectification, decision: Decision, by: User, moment: datetime) -> str:
    return keep(stream=row.pk, key="right_organ", text=decision.right_organ, by=by, moment=moment)


def _why_not_sign(
    letter: Letter, by: User, day: date, moment: datetime, *, agreed: bool, opinion: str, on_paper: bool
) -> list[Reason]:  # fmt: skip
    reasons = []
    if letter.state != Letter.State.DRAFT:
        reasons.append(Reason(f"这份文书{letter.get_state_display()}，不能再签发"))
    if by.pk == letter.drafted_by_id and not on_paper:
        reasons.append(Reason("起草人不能签发自己起草的文书，请由负责人签发"))
    if not agreed and not opinion.strip():
        reasons.append(Reason("退回要写明意见，告诉起草人改什么"))
    if day > day_of(moment):
        reasons.append(Reason(f"签字日期{written(day)}还没有到"))
    if day < day_of(letter.drafted_at):
        reasons.append(Reason(f"签字日期{written(day)}早于起草的{written(day_of(letter.drafted_at))}"))
    return reasons


def _store(row: Rectification, upload: Upload, purpose: str, by: User, moment: datetime) -> StoredFile:
    return files.store(
        name=upload.name, data=upload.data, purpose=purpose, stream=row.pk, organ=row.organ_id, by=actor_of(by), moment=moment,
        allowed=DOCUMENTS,
    )  # fmt: skip


def _dumped(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise NotAllowed(tuple(reasons))
