"""What the pages of one thing are given, and the same as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from gongkai.ledger.guards import BEIJING
from gongkai.lib.richtext.comparing import changed, compare
from gongkai.web.portal.public import items, listing, lists
from gongkai.web.portal.public.frame import column_tags, context_of, meta_of
from gongkai.web.portal.public.where import COLUMN, Where
from gongkai.web.publication.models import Genre
from gongkai.web.publication.selectors.fields import shown_fields

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.portal.public.items import Beside, Page
    from gongkai.web.publication.models import Item, Version

_DESCRIPTION = 120  # characters of the text that stand for a summary
# The door to which a thing belongs by its genre; 法定主动公开内容 for all others.
_DOOR_OF = {Genre.REGIME.value: "rules", Genre.REPORT.value: "reports"}


def context(frame: Frame, page: Page) -> dict[str, Any]:
    """The page of a thing."""
    item, version = page.item, page.version
    slug, here = frame.organ.slug, own_address(frame, item)
    return context_of(
        frame, _door_path(frame, version), page=page, item=item, version=version, crumbs=_crumbs(frame, version), url=f"{frame.base}{here}",
        json=reverse("portal:item_data", args=[slug, item.pk]), complain=f"{reverse('portal:complain', args=[slug])}?item={item.pk}",
        papers=[(suffix, reverse("portal:item_paper", args=[slug, item.pk, suffix])) for suffix in ("pdf", "docx")] if page.is_paper else [],
        validity=item.get_validity_display() if item.validity else "", validity_kind=lists.validity_kind(item.validity) if item.validity else "",
        meta=_meta(frame, page, f"{frame.base}{here}"),
    )  # fmt: skip


def data(frame: Frame, page: Page) -> dict[str, Any]:
    """The page of a thing as JSON."""
    item, version = page.item, page.version
    fields = version.fields
    return {
        "id": str(item.pk), "organ": frame.organ.name, "url": own_address(frame, item), "title": version.title,
        **{name: fields.get(name, "") for name in ("column", "genre", "number", "issuer", "subject", "source", "department", "keywords", "summary")},
        "index_number": item.index_number, "column_label": frame.label(fields["column"]), "validity": item.validity, "attribute": item.attribute,
        "formed_on": fields.get("formed_on") or None, "published_on": _iso(item.published_on), "effective_from": fields.get("effective_from") or None,
        "expires_on": fields.get("expires_on") or None, "html": page.html, "text": version.text,
        "files": [{"name": each.name, "kind": each.kind, "size": each.size, "url": each.url} for each in page.files],
        "pictures": [{"sort": each.sort, "title": each.title, "sentence": each.sentence, "table": each.table, "text": each.text} for each in page.pictures],
        "explained_by": [_beside(each) for each in page.explained_by], "explains": [_beside(each) for each in page.explains],
        "versions": [{"number": each.number, "on": each.on.isoformat(), "note": each.note, "current": each.now} for each in page.editions],
    }  # fmt: skip


def gone(frame: Frame, item: Item) -> dict[str, Any]:
    """The page in its place once it was taken down: since when and why, and nothing of what stood there."""
    return context_of(
        frame, reverse("portal:items", args=[frame.organ.slug]), item=item, why=items.why_gone(item), meta=meta_of(frame),
        crumbs=[(frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[frame.organ.slug])), ("已经撤下的信息", "")],
    )  # fmt: skip


def gone_data(item: Item) -> dict[str, Any]:
    """The same as JSON."""
    return {"id": str(item.pk), "index_number": item.index_number, "withdrawn_on": _iso(item.withdrawn_on), "why": items.why_gone(item)}


def comparison(frame: Frame, item: Item, number: int) -> dict[str, Any]:
    """A version against the one before: metadata side by side, the text in one."""
    new, old, edition = items.compared(item, number)
    rows = [(name, was, now) for name, was, now in _fields_beside(old, new) if was != now]
    title = items.title_of(item)
    crumbs = [*_crumbs(frame, new)[:-1], (title, own_address(frame, item)), (f"第 {number} 版的改动", "")]
    return context_of(
        frame, _door_path(frame, new), item=item, new=new, old=old, edition=edition, rows=rows, html=items.scrolling(compare(old.html, new.html)), title=title,
        said=changed(old.html, new.html).sentence(), back=own_address(frame, item), crumbs=crumbs, meta=meta_of(frame),
    )  # fmt: skip


def own_address(frame: Frame, item: Item) -> str:
    """Where the thing stands on our pages."""
    return reverse("portal:item", args=[frame.organ.slug, item.pk])


def _fields_beside(old: Version, new: Version) -> list[tuple[str, str, str]]:
    before, after = dict(shown_fields(old)), dict(shown_fields(new))
    names = [("标题", old.title, new.title)]
    return names + [(name, before.get(name, ""), after.get(name, "")) for name in dict.fromkeys([*before, *after])]


def _door_path(frame: Frame, version: Version) -> str:
    """The address of the door under which the thing stands: it is marked in the head."""
    return reverse(f"portal:{_DOOR_OF.get(version.fields.get('genre', ''), 'items')}", args=[frame.organ.slug])


def _crumbs(frame: Frame, version: Version) -> list[tuple[str, str]]:
    slug, column = frame.organ.slug, version.fields["column"]
    home = (frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[slug]))
    door = _DOOR_OF.get(version.fields.get("genre", ""))
    if door:
        return [home, (listing.DOORS[door].title, _door_path(frame, version)), ("正文", "")]
    shelf = (frame.label(column), listing.address(slug, "items", Where(COLUMN, column)))
    return [home, (listing.DOORS["items"].title, _door_path(frame, version)), shelf, ("正文", "")]


def _meta(frame: Frame, page: Page, url: str) -> list[tuple[str, str]]:
    """Ten tags and those at will; PubDate is a moment of the day in China (发展指引)."""
    version, fields = page.version, page.version.fields
    label = frame.label(fields["column"])
    genre = Genre(fields["genre"]).label if fields.get("genre") else ""
    summary = fields.get("summary") or " ".join(version.text.split())[:_DESCRIPTION]
    column = column_tags(label, f"{frame.organ.name}{label}", "政策文件" if page.is_policy else genre or "信息公开目录")
    article = {
        "ArticleTitle": version.title, "PubDate": _pub_date(page.item), "ContentSource": fields.get("source") or frame.organ.name,
        "Keywords": fields.get("keywords", ""), "Author": fields.get("department", ""), "Description": summary, "Url": url,
    }  # fmt: skip
    return meta_of(frame, column, article)


def _pub_date(item: Item) -> str:
    """The minute in which what is shown came out, where that was on the day of publication; the day with the hour 00:00 otherwise."""
    at = item.changed_at.astimezone(BEIJING)
    day = item.published_on
    return f"{at:%Y-%m-%d %H:%M}" if day is None or at.date() == day else f"{day:%Y-%m-%d} 00:00"


def _beside(each: Beside) -> dict[str, Any]:
    return {
        "id": str(each.pk), "title": each.title, "number": each.number, "url": each.url, "published_on": _iso(each.published_on), "form": each.form,
        "interpreter": each.interpreter, "by_leader": each.by_leader,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
