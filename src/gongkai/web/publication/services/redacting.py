"""脱敏: what a file hides and what must not be public is taken out for good; the redacted copy takes the place of the attachment."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.richtext import pages
from gongkai.proof.files import scan
from gongkai.proof.personal import personal
from gongkai.proof.redaction import redact
from gongkai.web.publication.services.acting import actor_of, note
from gongkai.web.publication.services.drafting import PURPOSE, replace_file
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gongkai.proof.files import Scan
    from gongkai.proof.redaction import Redacted
    from gongkai.web.accounts.models import User
    from gongkai.web.publication.models import Attachment

KINDS_REDACTED = frozenset({"pdf", "docx", "xlsx"})
NOTE = "redacted"
_CITE = ("条例:15",)
_KEY = 24  # characters of a word's name


class Doubtful(NamedTuple):
    """Something of which a reader must judge whether it is of a person: its name on a page, how it is shown, where."""

    key: str
    words: str
    content: str


class Looked(NamedTuple):
    """A file as the redaction page shows it: what the scan says, and what is doubtful in what it shows."""

    scan: Scan
    doubtful: tuple[Doubtful, ...]


def look(attachment: Attachment) -> Looked:
    """What there is to take out. Raises :class:`UnusableInput` for a file that cannot be looked into."""
    found = scan(files.read(attachment.file), attachment.name)
    doubtful: dict[str, Doubtful] = {}
    for number, page in enumerate(found.pages, 1):
        for each in personal(page):
            if not each.certain:
                key = hashlib.sha256(each.content.encode("utf-8")).hexdigest()[:_KEY]
                doubtful.setdefault(key, Doubtful(key, f"第 {number} 页的{each.label}“{each.masked()}”", each.content))
    return Looked(found, tuple(doubtful.values()))


def replace(
    *, attachment: Attachment, terms: Sequence[str], keep: Sequence[str], by: User, moment: datetime
) -> Redacted:  # fmt: skip
    """Take ``terms``, hidden content and certain personal data out, prove it, and put the copy in the place of the attachment.

    ``keep``: fingerprints of findings that stay. What was removed is noted with the item. Raises :class:`NotAllowed` while the
    version is under review, :class:`UnusableInput` when the file cannot be redacted or the proof fails.
    """
    if attachment.file.kind not in KINDS_REDACTED:
        raise NotAllowed((Reason("只能处理 PDF、Word（.docx）和 Excel（.xlsx），请另存为其中一种再试", _CITE),))
    if attachment.version.frozen:
        raise NotAllowed((Reason("这一版已经送审，要换附件请先修改正文另起一版", ("条例:17",)),))
    done = redact(files.read(attachment.file), attachment.name, terms, keep=keep)
    text = list(pages(done.data, KINDS[attachment.file.kind].suffix))
    _keep(attachment, done, text, by, moment)
    return done


@transaction.atomic
def _keep(attachment: Attachment, done: Redacted, text: list[str], by: User, moment: datetime) -> None:
    item = attachment.version.item
    stored = files.store(
        name=attachment.name, data=done.data, purpose=PURPOSE, stream=item.pk, organ=item.organ_id, by=actor_of(by), moment=moment
    )
    replace_file(attachment=attachment, stored=stored, text=text)
    said = "\n".join((f"附件“{attachment.name}”脱敏：", *done.removed, done.proof.sentence))
    note(item=item, key=NOTE, text=said, by=by, moment=moment)
