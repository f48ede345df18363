"""Everything that a case consists of, in the order of a case file (条例 Art. 45): one list from which evidence and archive are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.deadlines import written
from gongkai.ledger.states.application import ApplicationState
from gongkai.notices.kinds import KINDS
from gongkai.web.applications.models import Application, Approval, Letter, Text
from gongkai.web.applications.services.intake_desk import PURPOSES
from gongkai.web.clock import day_of
from gongkai.web.events import store
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.ledger.vocabulary import Entry

# Where a file stands in the case file, by its purpose; what is not named stands with the other materials.
FORM, IDENTITY, ENVELOPE, PROCESS, SEARCH, OPINION, OTHER, DECISION = range(8)
_PLACES = {
    "application_scan": FORM, "identity_proof": IDENTITY, "authority": IDENTITY, "envelope_scan": ENVELOPE, "search_record": SEARCH,
    "found_material": SEARCH, "proof": IDENTITY, "补正材料": PROCESS, "对征求意见的答复": OPINION, "撤回申请": PROCESS,
}  # fmt: skip
_TITLES = {**PURPOSES, "proof": PURPOSES["identity_proof"]}  # the citizen's form calls its two files by the fields of a person
_PROVES = {
    FORM: "申请人提出申请的时间、方式和内容", IDENTITY: "申请人、代理人的身份和代理权限", ENVELOPE: "申请的寄出和到达日期",
    PROCESS: "办理经过", SEARCH: "本机关检索的范围、方法和结果", OPINION: "被征求意见的一方的意见", OTHER: "办理经过",
}  # fmt: skip
_DECISIONS = frozenset({"reply", "P13", *(f"D{number:02}" for number in range(1, 24))})
_OUT = (Letter.State.ISSUED, Letter.State.SERVED)


class Paper(NamedTuple):
    """One paper of the case. ``files`` are what it consists of, best first; a letter without any is set again from its facts.

    ``text`` is a paper that is only words (an opinion given by mouth, a withdrawal typed in).
    """

    place: int
    title: str
    day: date | None
    proves: str
    number: str = ""
    files: tuple[StoredFile, ...] = ()
    letter: Letter | None = None
    text: str = ""


class Material(NamedTuple):
    """A case with all its papers. ``texts`` by id; ``approvals`` of letters by letter."""

    application: Application
    state: ApplicationState
    papers: tuple[Paper, ...]
    texts: dict[str, Text]
    approvals: dict[uuid.UUID, list[Approval]]


def material(application: Application) -> Material:
    """The material of an application, with its organ at hand. Six queries."""
    state = store.load(application.pk)
    assert isinstance(state, ApplicationState)
    letters = list(
        Letter.objects.filter(stream=application.pk, state__in=_OUT)
        .select_related("organ", "sealed_scan", "edited", "proof")
        .order_by("issued_on", "number")
    )
    approvals: dict[uuid.UUID, list[Approval]] = {}
    for each in Approval.objects.filter(letter__in=letters).select_related("scan"):
        approvals.setdefault(each.letter_id, []).append(each)
    texts = {str(text.pk): text for text in Text.objects.filter(stream=application.pk)}
    taken = {file.pk for letter in letters for file in (letter.sealed_scan, letter.edited, letter.proof) if file}
    taken |= {each.scan_id for held in approvals.values() for each in held if each.scan_id}
    came = day_of(application.created_at)
    files = [
        file
        for file in StoredFile.objects.filter(stream=application.pk)
        if file.pk not in taken and not (file.erased_on and file.erased_on <= came)  # taken out of the form before it was handed in
    ]
    found = [*_of_files(files), *_of_letters(letters), *_of_texts(state, texts)]
    found.sort(key=lambda paper: (paper.place, paper.day is None, paper.day, paper.number))
    return Material(application, state, tuple(found), texts, approvals)


def name_of(letter: Letter) -> str:
    """What a letter is called."""
    return KINDS[letter.code].name if letter.code in KINDS else letter.code


def _of_files(files: Iterable[StoredFile]) -> Iterator[Paper]:
    for file in files:
        place = _PLACES.get(file.purpose, OPINION if "意见" in file.purpose else OTHER)
        title = _TITLES.get(file.purpose) or ("材料" if file.purpose.isascii() else file.purpose)
        yield Paper(place, f"{title}：{file.name}", day_of(file.stored_at), _PROVES[place], files=(file,))


def _of_letters(letters: Iterable[Letter]) -> Iterator[Paper]:
    for letter in letters:
        name = name_of(letter)
        place = DECISION if letter.code in _DECISIONS else PROCESS
        served = [file for file in (letter.sealed_scan, letter.edited) if file]
        said = f"本机关于{written(letter.issued_on)}作出并发出{name}" if letter.issued_on else f"本机关作出{name}"
        yield Paper(place, name, letter.dated or letter.issued_on, said, letter.number, tuple(served), letter)
        if letter.served_on:
            number = f"（邮件号码 {letter.posting_number}）" if letter.posting_number else ""
            proof = (letter.proof,) if letter.proof else ()
            words = f"{letter.number or name}于{written(letter.served_on)}送达{number}"
            yield Paper(
                place, f"送达凭证：{letter.number or name}", letter.served_on, words, letter.number, proof, text="" if proof else words
            )


_SPOKEN = {
    "application.correction_received": (PROCESS, "申请人的补正", "申请人补正的时间和内容"),
    "application.consultation_answered": (OPINION, "被征求意见一方的意见", "被征求意见的一方的意见"),
    "application.reasons_assessed": (PROCESS, "对申请人说明的理由的判断", "本机关对理由是否合理的判断"),
    "application.withdrawn": (PROCESS, "撤回申请", "申请人撤回申请"),
}


def _of_texts(state: ApplicationState, texts: dict[str, Text]) -> Iterator[Paper]:
    """What was handed in or found as words, on the legal day of its step."""
    for entry in state.log:
        known = _SPOKEN.get(entry.event.kind)
        if known:
            yield from _words(entry, known, texts)
        for fact, name in getattr(entry.event, "facts", ()):
            if fact == "search_record" and name in texts:
                yield Paper(SEARCH, "检索记录", entry.effective_on, _PROVES[SEARCH], text=texts[name].text)


def _words(entry: Entry, known: tuple[int, str, str], texts: dict[str, Text]) -> Iterator[Paper]:
    place, title, proves = known
    label = getattr(entry.event, "label", "")
    for field in ("document", "finding", "note", "reason"):
        named = texts.get(str(getattr(entry.event, field, "")))
        if named and named.text:
            yield Paper(place, f"{title}（{label}）" if label else title, entry.effective_on, proves, text=named.text)
