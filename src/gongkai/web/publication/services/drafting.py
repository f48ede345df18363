"""From the first word to the hand-over to review: item, versions, files, 公开属性."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.law.catalogue import UnknownEntry, by_key
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.lib.richtext import cleaned, pages, to_text
from gongkai.web.organs.services import next_serial
from gongkai.web.publication.models import Attachment, Drawing, Item, Phase, Version
from gongkai.web.publication.models.item import STANDING
from gongkai.web.publication.services.acting import act, actor_of, begin, locked, note
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.ledger.vocabulary.codes import Role
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

PURPOSE = "publication"
MOST_FILES = 40
SERIES = "索引号"  # of serials
# The metadata that a form may set; the rest is made by the system.
FIELDS = (
    "column", "genre", "title", "number", "issuer", "subject", "source", "department", "keywords", "summary", "formed_on", "counted_from",
    "effective_from", "expires_on",
)  # fmt: skip
_CITE = ("条例:17",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is written: metadata by the names of :data:`FIELDS`, and the text as HTML, clean or not."""

    fields: Mapping[str, Any]
    html: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def draft(
    *, organ: Organ, content: Content, attribute: Attribute, role: Role, by: User, moment: datetime, on: date, basis: str = "", reason: str = "",
    index_number: str = "",
) -> Item:  # fmt: skip
    """Begin an item: its 索引号 is given out, its 公开属性 is proposed. Raises :class:`NotAllowed` with all reasons."""
    problems = [*_lacking(content), *_attribute_reasons(attribute, basis, reason)]
    if problems:
        raise NotAllowed(tuple(problems))
    item = Item(
        organ=organ, index_number=index_number or next_index_number(organ, content.fields["formed_on"].year), drafter=by, created_at=moment,
        changed_at=moment, **dict(content.fields),
    )  # fmt: skip
    item.save(force_insert=True)
    begin(item=item)
    version = _new_version(item, content, number=1, by=by, moment=moment, changed_on=item.formed_on)
    drafted = p.Drafted(content=str(version.pk), catalogue=item.column, formed_on=item.formed_on)
    act(item=item, events=[(drafted, on)], by=by, moment=moment)
    classify(item=item, attribute=attribute, basis=basis, reason=reason, role=role, by=by, moment=moment, on=on)
    return item


@transaction.atomic
def edit(
    *, item: Item, content: Content, by: User | str, moment: datetime, on: date, change_note: str = "", changed_on: date | None = None,
    seen: int | None = None,
) -> Version:  # fmt: skip
    """Write the newest version anew, or begin the next one when this one was reviewed.

    A change of what is already public needs ``change_note``, which readers see, and ``changed_on``, from which the period of Article 26 counts
    again; both reviews and approval are then to be done anew. Raises :class:`NotAllowed`.
    """
    row = locked(item)
    current = row.draft
    assert current is not None
    problems = list(_lacking(content))
    public = row.first_published_on is not None
    if current.frozen and public and not change_note.strip():
        problems.append(Reason("没有写变更说明，读者要知道改了什么", ("条例:26",)))
    if problems:
        raise NotAllowed(tuple(problems))
    for name, value in content.fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(content.fields))
    if not current.frozen:
        _fill(current, item, content)
        current.note = change_note.strip() or current.note
        current.save()
        return current
    changed = changed_on or (on if public else item.formed_on)
    version = _new_version(item, content, number=current.number + 1, by=by, moment=moment, changed_on=changed, change_note=change_note)
    _copy_parts(current, version)
    item.submitted_at = None
    item.save(update_fields=["submitted_at"])
    act(item=item, events=[(p.Changed(content=str(version.pk), changed_on=changed), on)], by=by, moment=moment, seen=seen)
    return version


@transaction.atomic
def classify(
    *, item: Item, attribute: Attribute, role: Role, by: User | str, moment: datetime, on: date, basis: str = "", reason: str = "", seen: int | None = None
) -> None:  # fmt: skip
    """Propose or change 公开属性 (国办发〔2016〕80号). What is not for everybody needs its clause and a reason."""
    problems = _attribute_reasons(attribute, basis, reason)
    if problems:
        raise NotAllowed(tuple(problems))
    why = note(item=item, key="attribute", text=reason, by=by, moment=moment)
    event = p.Classified(attribute=attribute, basis=basis if attribute is not Attribute.ACTIVE else "", reason=why, role=role)
    act(item=item, events=[(event, on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def attach(*, item: Item, upload: Upload, by: User, moment: datetime, inline: bool = False, alt: str = "") -> Attachment:
    """Add a file to the version that is being written. Raises :class:`UnusableInput` for a file that cannot be taken, :class:`NotAllowed` when
    the version is under review.
    """
    row = locked(item)
    version = _open_version(row)
    if version.attachments.count() >= MOST_FILES:
        raise NotAllowed((Reason(f"一条信息最多 {MOST_FILES} 个附件，请合并或者打包", _CITE),))
    stored = files.store(
        name=upload.name, data=upload.data, purpose=PURPOSE, stream=item.pk, organ=item.organ_id, by=actor_of(by), moment=moment
    )
    last = version.attachments.order_by("-position").values_list("position", flat=True).first()
    return Attachment.objects.create(
        version=version, file=stored, name=stored.name, position=(last or 0) + 1, pages=list(pages(upload.data, KINDS[stored.kind].suffix)), inline=inline, alt=alt.strip(),
    )  # fmt: skip


@transaction.atomic
def replace_file(*, attachment: Attachment, stored: StoredFile, text: list[str]) -> None:
    """Put another file in the place of an attachment: a redacted copy. Only while its version is being written."""
    _open_version(locked(attachment.version.item))
    attachment.file, attachment.name, attachment.pages = stored, stored.name, text
    attachment.save(update_fields=["file", "name", "pages"])


@transaction.atomic
def describe(*, attachment: Attachment, alt: str) -> None:
    """Say what a picture shows, for those who do not see it. Only while its version is being written."""
    _open_version(locked(attachment.version.item))
    attachment.alt = alt.strip()
    attachment.save(update_fields=["alt"])


@transaction.atomic
def detach(*, item: Item, attachment: uuid.UUID) -> None:
    """Take a file off the version that is being written; the stored file stays with the record."""
    _open_version(locked(item)).attachments.filter(pk=attachment).delete()


def why_not_submit(item: Item) -> tuple[Reason, ...]:
    """All reasons against handing the item to review, but for the remarks of the check (``services.checking``)."""
    version = item.draft
    assert version is not None
    problems = []
    if item.submitted_at is not None:
        problems.append(Reason("已经送审", _CITE))
    if not item.attribute:
        problems.append(Reason("还没有定公开属性", ("公开属性源头",)))
    if not version.text.strip() and not version.attachments.exists():
        problems.append(Reason("没有正文，也没有附件", _CITE))
    return tuple(problems)


@transaction.atomic
def submit(*, item: Item, by: User | str, moment: datetime) -> None:
    """Hand it to review: the version is frozen with its digest. Raises :class:`NotAllowed`."""
    row = locked(item)
    problems = why_not_submit(row)
    if problems:
        raise NotAllowed(problems)
    version = row.draft
    assert version is not None
    version.frozen, version.digest = True, digest_of(version)
    version.save(update_fields=["frozen", "digest"])
    row.submitted_at = item.submitted_at = moment
    row.phase = item.phase = Phase.CHANGING if row.phase in STANDING else Phase.REVIEW  # what was taken down stays down
    row.save(update_fields=["submitted_at", "phase"])


def next_index_number(organ: Organ, year: int) -> str:
    """``机构代码/年-流水号``, unique, never used again (条例 Art. 12: 索引)."""
    return f"{index_code(organ)}/{year}-{next_serial(organ=organ, series=SERIES, year=year):05d}"


def index_code(organ: Organ) -> str:
    """What every 索引号 of the organ begins with."""
    return organ.credit_code or organ.slug.upper()


def digest_of(version: Version) -> str:
    """SHA-256 over all that readers get: metadata, text, files, pictures."""
    files = [[each.name, each.file.sha256, each.alt] for each in version.attachments.select_related("file")]
    return digest_with(version, files, [[each.sort, each.kind, each.given] for each in version.drawings.all()])


def digest_with(version: Version, files: list[list[str]], drawings: list[list[Any]]) -> str:
    """The same for one whose files and pictures are known: an import has none."""
    held = {"title": version.title, "fields": version.fields, "html": version.html, "files": files, "drawings": drawings}
    return hashlib.sha256(json.dumps(held, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def _open_version(item: Item) -> Version:
    version = item.draft
    assert version is not None
    if version.frozen:
        raise NotAllowed((Reason("这一版已经送审，要改请先修改正文另起一版", _CITE),))
    return version


def _new_version(
    item: Item, content: Content, *, number: int, by: User | str, moment: datetime, changed_on: date, change_note: str = ""
) -> Version:
    version = Version(item=item, number=number, note=change_note.strip(), changed_on=changed_on, created_at=moment, created_by=actor_of(by))
    _fill(version, item, content)
    version.save(force_insert=True)
    item.draft = version
    item.save(update_fields=["draft"])
    return version


def _fill(version: Version, item: Item, content: Content) -> None:
    version.title, version.fields = item.title, metadata_of(item)
    html = cleaned(content.html).html
    if html != version.html:  # other links: nobody has looked at them yet
        version.links, version.links_at = [], None
    version.html = html
    version.text = to_text(version.html)


def metadata_of(item: Item) -> dict[str, str]:
    """The metadata of the row as a version keeps them."""
    return {name: _plain(getattr(item, name)) for name in FIELDS if name != "title"} | {"index_number": item.index_number}


def _plain(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _copy_parts(old: Version, new: Version) -> None:
    """Files and pictures go along to the next version."""
    for each in old.attachments.all():
        Attachment.objects.create(
            version=new, file_id=each.file_id, name=each.name, position=each.position, pages=each.pages, inline=each.inline, alt=each.alt
        )
    Drawing.objects.bulk_create(
        Drawing(version=new, sort=each.sort, kind=each.kind, given=each.given, position=each.position) for each in old.drawings.all()
    )


def _lacking(content: Content) -> list[Reason]:
    given = content.fields
    problems = [
        Reason(f"没有写{words}", ("条例:12",)) for name, words in (("title", "标题"), ("formed_on", "成文日期")) if not given.get(name)
    ]
    try:
        by_key(given.get("column", ""))
    except UnknownEntry:
        problems.append(Reason("没有选目录栏目", ("条例:12",)))
    begins, ends = given.get("effective_from"), given.get("expires_on")
    if begins and ends and ends <= begins:
        problems.append(Reason("废止日期不晚于生效日期", ("条例:20(1)",)))
    return problems


def _attribute_reasons(attribute: Attribute, basis: str, reason: str) -> list[Reason]:
    if attribute is Attribute.ACTIVE:
        return []
    lacking = (("不主动公开依据的条款", basis), ("不主动公开的理由", reason))
    return [Reason(f"没有写{words}", ("公开属性源头",)) for words, value in lacking if not value.strip()]
