"""The check before publication: text, metadata and attachments; what it asks is answered before anybody approves.

It runs while the clerk writes, and again at the final review and the approval: what was answered stays answered until
that passage changes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.proof.examining import ASK, BLOCK, NOTE, examine
from gongkai.proof.files import scan
from gongkai.proof.personal import LABELS
from gongkai.proof.sensitive import Word, compile_words
from gongkai.web.publication.models import Answered, Genre, SensitiveWord
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from gongkai.proof.files import Hidden
    from gongkai.proof.sensitive import Matcher
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Attachment, Item, Version

_CITE = ("条例:17",)
_PERSON = ("条例:15",)
_KEPT_SECONDS = 3600
BODY, FILES, METADATA = "text", "files", "metadata"


class Raised(NamedTuple):
    """One remark: where it belongs, its sentence, how strong, by which name an answer is kept; ``answer`` when it has one.

    ``level`` BLOCK and ASK must be mended or answered before the approval; NOTE is only said.
    """

    code: str
    level: str
    message: str
    where: str
    fingerprint: str
    certain: bool = True
    excerpt: str = ""
    fix: tuple[str, str] | None = None
    attachment: str = ""
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to mend or answer it."""
        return self.level != NOTE and not self.answer


def remarks(item: Item, version: Version | None = None) -> list[Raised]:
    """Everything the check says of a version (the newest when none is given), what was answered with its answer."""
    chosen = version or item.draft
    assert chosen is not None
    answers = dict(item.answered.values_list("fingerprint", "answer"))
    found = [
        *of_text(item.organ, chosen.title, chosen.fields.get("summary", ""), chosen.html),
        *_of_links(chosen),
        *_of_metadata(item, chosen),
        *_of_files(chosen),
    ]
    unique = {each.fingerprint: each for each in found}
    return [each._replace(answer=answers.get(each.fingerprint, "")) for each in unique.values()]


def of_text(organ: Organ, title: str, summary: str, html: str) -> list[Raised]:
    """What the check says of a text that is being written; nothing of files."""
    parts = {"title": title, "summary": summary, "text": html}
    return [
        Raised(each.code, each.level, each.message, each.field, each.fingerprint, each.certain, each.excerpt, each.fix)
        for each in examine(parts, words=watched(organ), known=_known(organ))
    ]


def watched(organ: Organ) -> Matcher:
    """The words that the office watches, its own and those of its superiors."""
    slugs = [part for part in organ.path.split("/") if part]
    rows = SensitiveWord.objects.filter(organ__slug__in=slugs or [organ.slug])
    return compile_words(Word(each.word, each.why, each.instead, BLOCK if each.blocks else ASK) for each in rows)


def _known(organ: Organ) -> tuple[str, ...]:
    """What the office itself makes known (条例 Art. 12) is nobody's personal data."""
    return tuple(each for each in (organ.phone, organ.fax, organ.email, organ.address) if each)


def why_not(item: Item) -> list[Reason]:
    """What must be mended or answered before the item is approved."""
    return [
        Reason(f"{each.message}（请改正，或者写明为什么可以）", _PERSON if each.code in LABELS else _CITE)
        for each in remarks(item)
        if each.open
    ]


@transaction.atomic
def answer(*, item: Item, answers: Mapping[str, str], by: User, moment: datetime) -> int:
    """Keep why remarks may stand, by their fingerprints; how many were kept. Raises :class:`NotAllowed` for one that is not open or says nothing."""
    open_ones = {each.fingerprint: each for each in remarks(item) if each.open}
    problems = [Reason("没有写为什么可以这样公开", _CITE) for words in answers.values() if not words.strip()]
    problems += [Reason("这一条已经不在了，请刷新页面", _CITE) for fingerprint in answers if fingerprint not in open_ones]
    if problems:
        raise NotAllowed(tuple(problems))
    for fingerprint, words in answers.items():
        asked = open_ones[fingerprint]
        Answered.objects.create(
            item=item, fingerprint=fingerprint, code=asked.code, message=asked.message, answer=words.strip(), by=by, at=moment
        )
    return len(answers)


def of_attachment(attachment: Attachment) -> list[Raised]:
    """What the check says of one file: hidden places, metadata, personal data anywhere in it; a kind that cannot be looked into blocks."""
    try:
        found = _scanned(attachment)
    except UnusableInput as error:
        print_ = _fingerprint("unreadable_file", attachment.file.sha256)
        return [
            Raised(
                "unreadable_file", BLOCK, f"附件“{attachment.name}”查不了：{error.problem}", FILES, print_, attachment=str(attachment.pk)
            )
        ]
    return [
        Raised(
            each.code, BLOCK if each.level == "block" else NOTE, f"附件“{attachment.name}”：{each.message}", FILES, each.fingerprint,
            excerpt=each.excerpt, attachment=str(attachment.pk),
        )
        for each in found
    ]  # fmt: skip


def _scanned(attachment: Attachment) -> tuple[Hidden, ...]:
    """What the scan finds in a file; kept for an hour, because pages ask again and a file never changes."""
    key = f"scan:{_fingerprint(attachment.file.sha256, attachment.name)}"
    known: tuple[Hidden, ...] | None = cache.get(key)
    if known is None:
        known = scan(files.read(attachment.file), attachment.name).findings
        cache.set(key, known, _KEPT_SECONDS)
    return known


def _of_files(version: Version) -> Iterator[Raised]:
    for attachment in version.attachments.select_related("file"):
        yield from of_attachment(attachment)


def _of_metadata(item: Item, version: Version) -> Iterator[Raised]:
    """What the catalogue and the standard head of papers want (条例 Art. 12), and pictures without words."""
    fields = version.fields
    wanted = [("summary", "内容概述"), ("department", "责任部门")]
    if item.genre in (Genre.NORMATIVE, Genre.RULE, Genre.POLICY):
        wanted += [("number", "发文字号"), ("issuer", "发文机关")]
    for name, words in wanted:
        if not fields.get(name):
            level = ASK if name == "number" else NOTE
            yield Raised("missing_metadata", level, f"没有填{words}", METADATA, _fingerprint("missing", str(item.pk), name))
    for picture in version.attachments.filter(inline=True, alt=""):
        yield Raised(
            "missing_alt", ASK, f"图片“{picture.name}”没有文字说明，看不见的人读不到", FILES, _fingerprint("alt", str(picture.file_id)),
            attachment=str(picture.pk),
        )  # fmt: skip


def _of_links(version: Version) -> Iterator[Raised]:
    """What the last look at the links found (``services.looking``); one that a person must open is only said."""
    for address, fine, words in version.links:
        if fine is not True:
            level = ASK if fine is False else NOTE
            yield Raised("dead_link", level, f"链接 {address[:80]}：{words}", BODY, _fingerprint("link", address, str(fine)))


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()
