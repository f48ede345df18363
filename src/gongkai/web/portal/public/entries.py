"""The addresses of an organ with their keys: one pass over what it has published, and over what its items are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from gongkai.web.portal.public import (
    feeds,
    figure_pages,
    front,
    items,
    listing,
    lists,
    pictures,
    report_pages,
    reports,
    sitemaps,
    statistics,
)
from gongkai.web.portal.public.frame import STYLES, digest, frame_of, key_of
from gongkai.web.portal.public.where import COLUMN, GENRE, IN_FORCE, VALIDITY, Where
from gongkai.web.publication.models import Attachment, Delivery, Drawing, Genre, Interpretation, Item, Note
from gongkai.web.publication.models.item import STANDING
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.portal.public.lists import Row

_GONE = 410
_PAPERS = ("pdf", "docx")


class Entry(NamedTuple):
    """One address: path, key, last change, status."""

    path: str
    key: str
    changed_at: datetime | None = None
    status: int = 200


class Listed(NamedTuple):
    """A line of the lists with the year in whose lists it stands, and its key: "" for what was taken down and keeps its place.

    ``double``: an item of what the organ's annual report says itself, which stands in the list of reports once.
    """

    row: Row
    year: int
    key: str
    double: bool


def of(frame: Frame, readable: QuerySet[Organ]) -> Iterator[Entry]:
    """All addresses of an organ. ``readable`` are the organs whose pages are open."""
    frame_key = key_of(frame)
    root = lists.root_of(frame.organ.slug)
    titles = set(reports.doubled(frame.organ))
    listed = [
        _listed(root, held, titles)
        for held in lists.ever(frame.organ, Where()).order_by(*lists.ORDER).values(*lists.FIELDS).iterator(chunk_size=2000)
    ]
    there = sorted((each for each in listed if each.key), key=lambda each: each.row.place)
    rows, keys = [each.row for each in there], {each.row.place: each.key for each in there}
    yield from _fixed(frame, frame_key, rows, keys, readable)
    yield from _lists(frame, frame_key, listed)
    yield from _years(frame, frame_key, there)
    yield from _things(frame, frame_key)
    yield from _figures(frame, frame_key)
    yield from _reports(frame, frame_key)


def _listed(root: str, held: dict[str, Any], titles: set[str]) -> Listed:
    row = lists.row_of(root, held)
    return Listed(row, lists.year_of(held["first_place"]), "" if held["withdrawn_on"] else digest(row), lists.is_double(held, titles))


def of_site(readable: QuerySet[Organ]) -> Iterator[tuple[str, str]]:
    """The pages that belong to no organ."""
    organs = list(readable.select_related("site"))
    one = len(organs) == 1
    held = front.site(organs)
    said = [(each.slug, each.name, each.path, each.level, sitemaps.base(each)) for each in organs]
    host = key_of(held["frame"]) if organs else ""
    key = digest([said, [(row, organ.slug) for row, organ in held["newest"]], STYLES, host])
    first = digest([key, next((each.key for each in _first_page(organs[0], readable)), "")]) if one else key
    yield reverse("portal:home"), first
    yield reverse("portal:robots"), digest(said)
    yield reverse("portal:sitemap"), digest(said)


def _first_page(organ: Organ, readable: QuerySet[Organ]) -> Iterator[Entry]:
    frame = frame_of(organ)
    yield Entry(reverse("portal:organ", args=[organ.slug]), _front_key(frame, key_of(frame), readable))


def _front_key(frame: Frame, frame_key: str, readable: QuerySet[Organ]) -> str:
    held = front.organ(frame, readable)
    around = held["around"]
    organs = [(each.slug, each.name) for each in ([around.above] if around.above else []) + around.departments + around.towns]
    said = [held[name] for name in ("newest", "policies", "numbers", "annual", "open_days")]
    return digest([frame_key, *said, organs, sorted(listing.filled(frame))])


def _fixed(frame: Frame, frame_key: str, rows: list[Row], keys: dict[int, str], readable: QuerySet[Organ]) -> Iterator[Entry]:
    slug = frame.organ.slug
    first = _front_key(frame, frame_key, readable)
    yield Entry(reverse("portal:organ", args=[slug]), first)
    yield Entry(reverse("portal:organ_data", args=[slug]), digest([first, "data"]))
    guide = digest([frame_key, front.changed_on(frame.organ), sorted(listing.filled(frame))])
    for name in ("guide", "guide_data", "map", "flow", "flow_picture"):
        yield Entry(reverse(f"portal:{name}", args=[slug]), guide)
    for suffix in _PAPERS:
        yield Entry(reverse("portal:form", args=[slug, suffix]), frame_key)
    newest = [keys[row.place] for row in rows[-front.SIMPLE :]]
    yield Entry(reverse("portal:simple", args=[slug]), digest([frame_key, newest, sorted({row.genre for row in rows})]))
    changes = list(
        Item.objects.filter(organ=frame.organ, phase__in=STANDING, shown__isnull=False)
        .order_by("created_at", "pk")
        .values_list("pk", "changed_at")
    ) + [(each.pk, each.newest.created_at) for each in reports.every(frame.organ)]
    yield Entry(reverse("portal:feed", args=[slug]), _feed_key(frame_key, rows, keys, dict(changes)))
    of_columns: dict[str, list[Row]] = {each.key: [] for each in frame.columns if each.key in listing.filled(frame)}
    for row in rows:
        if row.column in of_columns:
            of_columns[row.column].append(row)
    for column, held in of_columns.items():
        yield Entry(reverse("portal:column_feed", args=[slug, column]), _feed_key(frame_key, held, keys, dict(changes)))
    whole = digest([frame_key, changes])
    yield Entry(reverse("portal:organ_sitemap", args=[slug]), whole)
    parts = sitemaps.parts(frame)
    for part in range(1, parts + 1 if parts > 1 else 1):
        yield Entry(reverse("portal:organ_sitemap_part", args=[slug, part]), digest([whole, part]))


def _feed_key(frame_key: str, rows: list[Row], keys: dict[int, str], changes: dict[uuid.UUID, datetime]) -> str:
    newest = rows[-feeds.NEWEST :]
    return digest([frame_key, [(keys[row.place], changes.get(row.id)) for row in newest]])


def _lists(frame: Frame, frame_key: str, listed: list[Listed]) -> Iterator[Entry]:
    """Every list that a page leads to, cut as ``lists.cut`` does: a row lands in all that it belongs to."""
    held: dict[tuple[str, Where], list[str]] = defaultdict(list)
    years: dict[tuple[str, Where], set[int]] = defaultdict(set)
    for key in listing.DOORS:
        held[key, Where()] = []
    for row, year, key, double in listed:
        for door, where in _belongs(row):
            if double and door == "reports":
                continue
            if key:
                years[door, where].add(year)
            held[door, where].append(key)
            held[door, where._replace(year=year)].append(key)
    counted = sorted((str(where), _there(found)) for (door, where), found in held.items() if door == "items" and not where.year)
    counts = digest(counted)
    # Beside one year the chips tell no numbers (``listing._genres``), and the catalogue's are its columns (``listing._filled``).
    there = [where for where, count in counted if count]
    columns = [where for where in there if where.startswith(f"{COLUMN}/")]
    beside_year = {"items": digest([where for where in there if where not in columns]), "catalogue": digest(columns)}
    roots = {door: listing.address(frame.organ.slug, door, Where()) for door in listing.DOORS}
    # Every page of the list of things leads to all columns in which there is something.
    frames = {door: digest([frame_key, columns]) if door == "items" else frame_key for door in listing.DOORS}
    for (door, where), found in held.items():
        if not _there(found) and (where.year or where.kind):
            continue  # everything in it was taken down: no page leads there
        beside = sorted(years[door, where._replace(year=None)])
        if where.year and len(beside) == 1:
            continue  # no page leads to the one year that is all
        yield from _cut(
            roots[door], door, where, found, digest([frames[door], beside]), beside_year.get(door, "") if where.year else counts
        )


def _there(found: list[str]) -> int:
    return sum(map(bool, found))


def _belongs(row: Row) -> Iterator[tuple[str, Where]]:
    """The lists of a thing, without their years."""
    yield "items", Where()
    yield "catalogue", Where()
    if row.column:
        yield "items", Where(COLUMN, row.column)
        yield "catalogue", Where(COLUMN, row.column)
    if row.genre:
        yield "items", Where(GENRE, row.genre)
    if row.validity:
        yield "items", Where(VALIDITY, row.validity)
    if row.validity in lists.HOLDING:
        yield "items", Where(VALIDITY, IN_FORCE)
    if row.genre in (Genre.REGIME, Genre.REPORT):
        yield "rules" if row.genre == Genre.REGIME else "reports", Where()


def _cut(root: str, door: str, where: Where, found: list[str], frame_key: str, chips: str) -> Iterator[Entry]:
    archive = older = lists.archived(len(found))
    shown = found[archive * lists.SIZE :]
    while not any(shown) and older:
        older -= 1
        shown = found[older * lists.SIZE : (older + 1) * lists.SIZE]
    newest = digest([frame_key, _there(found), older, shown])
    beside = chips if door in ("items", "catalogue") and where.kind != COLUMN else ""  # said on the page, and not in its data
    pages = [(where, newest, digest([newest, beside]))]
    for number in range(1, archive + 1):
        key = digest([frame_key, found[(number - 1) * lists.SIZE : number * lists.SIZE], number == archive])
        pages.append((where._replace(page=number), key, key))
    for page, data, key in pages:
        yield Entry(f"{root}{page}", key)
        for suffix in ("json", "csv"):
            yield Entry(f"{root}{page}list.{suffix}", data)


def _years(frame: Frame, frame_key: str, there: list[Listed]) -> Iterator[Entry]:
    """The catalogue of each year as files."""
    found: dict[int, list[str]] = defaultdict(list)
    for each in there:
        found[each.year].append(each.key)
    for year, held in found.items():
        for suffix in ("csv", "json", "xlsx"):
            yield Entry(reverse("portal:catalogue_year", args=[frame.organ.slug, year, suffix]), digest([frame_key, held]))


# --- the things themselves --------------------------------------------------------------------------------


def _things(frame: Frame, frame_key: str) -> Iterator[Entry]:
    root = lists.root_of(frame.organ.slug)
    fields = (
        "pk", "shown_id", "changed_at", "phase", "validity", "attribute", "published_on", "withdrawn_on", "index_number", "shown__fields__number",
    )  # fmt: skip
    beside, down, editions = _beside(frame.organ), _taken_down(frame.organ), _editions(frame.organ)
    files, drawings = _files(frame.organ), _drawings(frame.organ)
    for held in Item.objects.filter(organ=frame.organ, shown__isnull=False).values(*fields).iterator(chunk_size=2000):
        pk, at = held["pk"], held["changed_at"]
        page, data = f"{root}{pk}/", f"{root}{pk}/item.json"  # as in portal.urls; Django takes a second for ten thousand of them
        if held["phase"] not in STANDING:
            if held["withdrawn_on"] is not None:
                key = digest([frame_key, "gone", held["index_number"], held["withdrawn_on"], down.get(pk)])
                yield Entry(page, key, at, _GONE)
                yield Entry(data, key, at, _GONE)
            continue
        key = digest([frame_key, held, beside.get(pk), down.get(pk), editions.get(pk)])
        yield Entry(page, key, at)
        yield Entry(data, key, at)
        if held["shown__fields__number"]:
            for suffix in _PAPERS:
                yield Entry(f"{page}item.{suffix}", key, at)
        for attachment, kind, sha256 in files.get(held["shown_id"], ()):
            suffix = KINDS[kind].suffix.removeprefix(".")
            yield Entry(f"{page}files/{attachment}.{suffix}", sha256, at)
        for drawing, sort in drawings.get(held["shown_id"], ()):
            for suffix in pictures.SUFFIXES[sort]:
                yield Entry(f"{page}pictures/{drawing}.{suffix}", digest([frame_key, drawing]), at)
        for number in items.compared_numbers(editions.get(pk, []), down.get(pk, (None,))[0]):
            yield Entry(f"{page}versions/{number}/", digest([key, number]), at)


def _beside(organ: Organ) -> dict[uuid.UUID, list[Any]]:
    """What each thing is linked with, as both pages say it."""
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    fields = (
        "policy",
        "item",
        "form",
        "interpreter",
        "by_leader",
        *(f"{side}__{name}" for side in ("policy", "item") for name in ("shown", "phase", "validity", "published_on")),
    )
    for held in Interpretation.objects.filter(policy__organ=organ).order_by("linked_at", "pk").values(*fields):
        for side in ("policy", "item"):
            found[held[side]].append(held)
    return found


def _taken_down(organ: Organ) -> dict[uuid.UUID, tuple[datetime, str]]:
    """The last time each thing was taken down, and why."""
    notes = Note.objects.filter(item__organ=organ, key="taken_down").order_by("created_at").values_list("item", "created_at", "text")
    return {item: (at, text) for item, at, text in notes}


def _editions(organ: Organ) -> dict[uuid.UUID, list[tuple[int, datetime]]]:
    """The versions of each thing that readers had, with the moment each came out first."""
    found: dict[uuid.UUID, dict[int, datetime]] = defaultdict(dict)
    rows = Delivery.objects.filter(item__organ=organ).order_by("created_at").values_list("item", "version__number", "created_at")
    for item, number, at in rows.iterator(chunk_size=2000):
        found[item].setdefault(number, at)
    return {item: sorted(held.items()) for item, held in found.items()}


def _files(organ: Organ) -> dict[uuid.UUID, list[tuple[uuid.UUID, str, str]]]:
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str, str]]] = defaultdict(list)
    rows = Attachment.objects.filter(version__item__organ=organ).values_list("version", "pk", "file__kind", "file__sha256")
    for version, pk, kind, sha256 in rows.iterator(chunk_size=2000):
        found[version].append((pk, kind, sha256))
    return found


def _drawings(organ: Organ) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for version, pk, sort in Drawing.objects.filter(version__item__organ=organ).values_list("version", "pk", "sort"):
        found[version].append((pk, sort))
    return found


# --- annual reports ----------------------------------------------------------------------------------------


def _reports(frame: Frame, frame_key: str) -> Iterator[Entry]:
    styled = digest([frame_key, staticfiles_storage.url(report_pages.STYLE)])
    for each in reports.addresses(frame.organ):
        yield Entry(each.path, digest([styled, each.made_from]), each.changed_at)


# --- figures ---------------------------------------------------------------------------------------------


def _figures(frame: Frame, frame_key: str) -> Iterator[Entry]:
    organ, slug = frame.organ, frame.organ.slug
    known = figure_pages.years(organ)
    for place, year in enumerate(known):
        found = figure_pages.figures_of(organ, year)
        key = digest([frame_key, found, statistics.tables(frame, found), known])
        if not place:
            yield Entry(reverse("portal:statistics", args=[slug]), key)
        yield Entry(reverse("portal:statistics_year", args=[slug, year]), key)
        for suffix in ("csv", "json"):
            yield Entry(reverse("portal:statistics_data", args=[slug, year, suffix]), key)
        for figure in statistics.keys(found):
            yield from _behind(frame, frame_key, year, figure.key)
    if not known:
        yield Entry(reverse("portal:statistics", args=[slug]), frame_key)


def _behind(frame: Frame, frame_key: str, year: int, figure: str) -> Iterator[Entry]:
    fields = ("pk", "shown", "phase", "index_number", "first_published_on")
    found = [digest(held) for held in statistics.listed(frame.organ, year, figure).order_by("created_at", "pk").values_list(*fields)]
    archive, slug = lists.archived(len(found)), frame.organ.slug
    yield Entry(reverse("portal:figure", args=[slug, year, figure]), digest([frame_key, len(found), found[archive * lists.SIZE :]]))
    for number in range(1, archive + 1):
        part = found[(number - 1) * lists.SIZE : number * lists.SIZE]
        yield Entry(reverse("portal:figure_page", args=[slug, year, figure, number]), digest([frame_key, part, number == archive]))
