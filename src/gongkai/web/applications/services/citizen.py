"""What a citizen hands in online is kept and written to the ledger the same moment, so that no clock waits for the office."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.law.clock_state import period
from gongkai.ledger.acts.waiting import reply_until
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Stance, Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Consulted
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.services import letters
from gongkai.web.applications.services.acting import APPLICANT, SYSTEM, Done, act, keep, state_of
from gongkai.web.clock import day_of
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.vault import files as vault
from gongkai.web.vault.kinds import DOCUMENTS, PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application, Letter, Person
    from gongkai.web.vault.files import Upload

CORRECTION, REASONS, SUPPLEMENT, PROMISED = "补正材料", "说明理由", "补充材料", "材料补交"
HANDED_IN = (CORRECTION, REASONS, SUPPLEMENT)  # keys of what an applicant handed in
_TAKES_MORE = (Phase.UNREGISTERED.value, Phase.OPEN.value, Phase.REANSWERING.value)


@transaction.atomic
def correct(*, application: Application, text: str, files: Sequence[Upload], moment: datetime) -> Done:
    """The applicant corrects the application; the period begins anew (条例 Art. 30). Raises ``NotAllowed``, :class:`UnusableInput`."""
    document = _handed_in(application, CORRECTION, text, files, APPLICANT, moment)
    return _act(application, a.CorrectionReceived(document=document), APPLICANT, moment)


@transaction.atomic
def withdraw(*, application: Application, text: str, moment: datetime) -> Done:
    """The applicant withdraws. ``text`` is what was written, or that it was done online."""
    document = _handed_in(application, "撤回申请", text or "申请人在网上查询页面撤回申请", (), APPLICANT, moment)
    return _act(application, a.Withdrawn(document=document), APPLICANT, moment)


@transaction.atomic
def give_reasons(*, application: Application, text: str, files: Sequence[Upload], moment: datetime) -> None:
    """The applicant says why there are so many applications (条例 Art. 35). No event: the ledger waits for what the office thinks of them.

    Raises :class:`UnusableInput` when nobody asked, or the office has judged already.
    """
    asked = state_of(application).reasons
    if asked is None or asked.assessed_on is not None:
        raise UnusableInput("现在不需要说明理由", "要补充情况的，请用“补充材料”")
    _kept(application, REASONS, text, files, moment)


@transaction.atomic
def supplement(*, application: Application, text: str, files: Sequence[Upload], moment: datetime, proof: Upload | None = None) -> None:
    """Something more, that nobody asked for: kept with the case. It is no 补正 and moves no period (条例 Art. 30).

    ``proof`` is the applicant's identity proof that was promised for later: it opens to the office only by a recorded look.
    """
    if application.phase not in _TAKES_MORE:
        raise UnusableInput("申请已经办结", "还需要的，请重新提出申请")
    if proof is not None:
        _prove(application, proof, moment)
    _kept(application, SUPPLEMENT, text or ("补交身份证明" if proof is not None and not files else ""), files, moment)


def unproved(application: Application) -> Person | None:
    """The applicant, while no identity proof is there."""
    return application.people.filter(capacity=Capacity.PRINCIPAL, proof=None).first()


def _prove(application: Application, proof: Upload, moment: datetime) -> None:
    person = unproved(application)
    if person is None:
        raise UnusableInput("身份证明已经有了", "要换的，请打电话给受理机关")
    person.proof = vault.store(
        name=proof.name, data=proof.data, purpose="身份证明", stream=application.pk, organ=application.organ_id, by=APPLICANT,
        moment=moment, allowed=PAPERS,
    )  # fmt: skip
    person.save(update_fields=["proof"])


@transaction.atomic
def promise_papers(*, application: Application, papers: Sequence[str], moment: datetime) -> None:
    """Papers that the applicant will bring or post, so that the office waits for them. ``papers`` as words."""
    keep(stream=application.pk, key=PROMISED, text=f"{'、'.join(papers)}由申请人当面或者邮寄补交", by=APPLICANT, moment=moment)


@transaction.atomic
def answer_consultation(*, consulted: Consulted, stance: Stance | str, text: str, files: Sequence[Upload], moment: datetime) -> Done:
    """Somebody who was asked answers through the one-time link, which is then spent; the system writes it down. Raises ``NotAllowed``, :class:`UnusableInput`."""
    given = Stance.of(stance)
    if given is not Stance.AGREES and not text.strip() and not files:
        raise UnusableInput("不同意或者部分同意的没有写理由", "请写明哪些部分不同意、为什么")
    application = consulted.application
    document = _handed_in(application, "对征求意见的答复", text or given.label, files, SYSTEM, moment)
    event = a.ConsultationAnswered(label=consulted.label, stance=given, document=document)
    done = _act(application, event, SYSTEM, moment)
    Consulted.objects.filter(pk=consulted.pk).update(link="", answered_at=moment)
    return done


@transaction.atomic
def confirm_read(*, letter: Letter, moment: datetime) -> Done:
    """The applicant opened a letter that was sent online, and said so: it is served (way: internet)."""
    words = f"申请人于系统时间 {moment.isoformat(timespec='seconds')} 在网上查询页面签收"
    return letters.serve(letter=letter, on=day_of(moment), way=Way.ONLINE, proof=words, by=APPLICANT, moment=moment)


@transaction.atomic
def make_link(*, consulted: Consulted, by: User, moment: datetime) -> str:
    """A one-time link for an opinion, an extra to the letter (practice 5): the token, of which only a hash is kept.

    Valid to the end of the period for the opinion; where the service of the letter is not yet proved, as if it came today.
    A new one makes the old one void.
    """
    if consulted.answered_at is not None:
        raise UnusableInput(f"“{consulted.label}”已经答复", "不需要再发链接")
    token = secrets.token_urlsafe(32)
    consulted.link, consulted.link_until = _hash(token), _until(consulted, day_of(moment))
    consulted.save(update_fields=["link", "link_until"])
    keep(
        stream=consulted.application_id,
        key="一次性链接",
        text=f"为“{consulted.label}”生成，到{consulted.link_until}为止",
        by=by,
        moment=moment,
    )
    return token


def by_link(token: str, on: date) -> Consulted | None:
    """Who was asked by this link, while it is valid."""
    found = Consulted.objects.select_related("application__organ").filter(link=_hash(token), link_until__gte=on).first()
    return found if token and found and found.answered_at is None else None


def _until(consulted: Consulted, today: date) -> date:
    application = consulted.application
    calendar = calendar_of(application.organ)
    state = state_of(application)
    asked = state.consultation(consulted.label)
    known = reply_until(state, asked, calendar) if asked else None
    limit = period("third_party_reply", today)
    return known or calendar.add(today, limit.value if limit else 15).day  # 条例 Art. 32: 15 working days


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def _kept(application: Application, key: str, text: str, files: Sequence[Upload], moment: datetime) -> None:
    """Words and files; files alone get words that name them, so that the office's list of what came is whole."""
    words = text.strip() or (f"见文件：{'、'.join(vault.safe_name(each.name) for each in files)}" if files else "")
    _handed_in(application, key, words, files, APPLICANT, moment)


def _handed_in(application: Application, key: str, text: str, files: Sequence[Upload], by: str, moment: datetime) -> str:
    """The id of what was handed in: the words, or the first file. All is kept."""
    words = keep(stream=application.pk, key=key, text=text, by=by, moment=moment)
    kept = [
        vault.store(
            name=each.name, data=each.data, purpose=key, stream=application.pk, organ=application.organ_id, by=by, moment=moment,
            allowed=DOCUMENTS,
        )
        for each in files
    ]  # fmt: skip
    if not words and not kept:
        raise UnusableInput("没有写内容，也没有文件", "请写明内容，或者上传文件")
    return words or str(kept[0].pk)


def _act(application: Application, event: Event, by: str, moment: datetime) -> Done:
    return act(application=application, events=[(event, day_of(moment))], by=by, moment=moment)
