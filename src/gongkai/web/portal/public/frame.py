"""What stands around a page that is read: the organ, its site, its columns, its doors."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import mark_safe

from gongkai import __version__
from gongkai.web.publication.models import SiteSettings
from gongkai.web.publication.selectors import columns as column_selectors
from gongkai.web.ui import addresses
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.selectors.columns import Shown

STYLES = ("gongkai", "forms", "parts", "public", "public_items", "print")
SCRIPTS = ("ui/gongkai.js", "ui/public.js")
NAME = "政府信息公开"
# What pages say of an organ: a change of any of these changes its pages.
_OF_ORGAN = (
    "slug", "name", "short_name", "level", "credit_code", "site_code", "valid_from", "valid_to", "review_body", "superior", "review_address",
    "review_online", "court", "office", "address", "postcode", "phone", "fax", "email", "hours",
)  # fmt: skip
_OF_SITE = ("mount", "site_name", "site_domain", "address", "header", "footer", "icp", "police", "arrangement")
_OF_PARENT = ("slug", "name", "office", "phone", "address", "postcode", "email")


class Frame(NamedTuple):
    """The organ with its settings and columns; read once a page. ``successor`` took over from a closed organ, the first of ``successors``;
    ``hidden`` are the columns of its kind that it does not show: what was published in them keeps their names.
    """

    organ: Organ
    site: SiteSettings
    columns: tuple[Shown, ...]
    successor: Organ | None
    hidden: tuple[Shown, ...] = ()
    successors: tuple[Organ, ...] = ()

    @property
    def base(self) -> str:
        """Scheme and host (and sub-path) under which readers reach the pages, without a slash at the end."""
        return base_of(self.site)

    @property
    def header(self) -> SafeString:
        """The head of the site that the column belongs to: HTML that ``services.columns.mount`` cleaned."""
        return mark_safe(self.site.header)  # noqa: S308 - cleaned when it was set

    @property
    def footer(self) -> SafeString:
        """Its foot, the same."""
        return mark_safe(self.site.footer)  # noqa: S308 - cleaned when it was set

    @property
    def site_name(self) -> str:
        """The name of the site that the column belongs to."""
        return self.site.site_name or f"{self.organ.name}{NAME}"

    def place(self, key: str) -> int:
        """Where a column stands among those of the organ; behind all of them when it is none (any more)."""
        return next((place for place, each in enumerate(self.columns) if each.key == key), len(self.columns))

    def label(self, key: str) -> str:
        """What a column is called here."""
        found = next((each.label for each in (*self.columns, *self.hidden) if each.key == key), "")
        return found or column_selectors.label_of(self.organ, key)


def frame_of(organ: Organ) -> Frame:
    """The frame of an organ: one query where the organ came with its site, one more for a closed one; none while nothing was written."""
    return once(("frame", organ.pk), lambda: _frame(organ))


def _frame(organ: Organ) -> Frame:
    successors = tuple(organ.successors.order_by("path")) if organ.valid_to else ()
    successor = successors[0] if successors else None
    every = column_selectors.all_columns(organ)
    return Frame(
        organ,
        getattr(organ, "site", None) or SiteSettings(organ=organ),
        tuple(each for each in every if each.shown),
        successor,
        tuple(each for each in every if not each.shown),
        successors,
    )


def context_of(frame: Frame, path: str = "", **more: Any) -> dict[str, Any]:
    """What every template of a page needs; ``path`` is the address of the page, by which its door is marked."""
    organ = frame.organ
    return {
        "frame": frame, "organ": organ, "site": frame.site, "columns": frame.columns, "path": path, "all_doors": addresses.doors(organ, path),
        "styles": [f"ui/{name}.css" for name in STYLES], **more,
    }  # fmt: skip


def base_of(site: SiteSettings) -> str:
    """Where readers open it: what the organ says, else its domain, else the first host of this installation."""
    if site.address:
        return site.address.rstrip("/")
    scheme = "https" if settings.ENVIRONMENT.https else "http"
    host = site.site_domain or next((each for each in settings.ALLOWED_HOSTS if each != "*"), "localhost")
    return f"{scheme}://{host}"


def key_of(frame: Frame) -> str:
    """Changes whenever the frame of a page may look different."""
    organ, parent = frame.organ, frame.organ.parent
    held = [
        __version__, *(staticfiles_storage.url(f"ui/{name}.css") for name in STYLES), *(staticfiles_storage.url(name) for name in SCRIPTS), settings.ALLOWED_HOSTS,
        *(getattr(organ, name) for name in _OF_ORGAN), *(getattr(frame.site, name) for name in _OF_SITE), frame.base,
        *(getattr(parent, name) for name in _OF_PARENT if parent), *((each.slug, each.name) for each in frame.successors), organ.former_names,
        *((each.key, each.label, each.basis, each.shown) for each in (*frame.columns, *frame.hidden)),
    ]  # fmt: skip
    return digest(held)


def digest(held: object) -> str:
    """A short key of values that print themselves the same way every time."""
    return hashlib.blake2b(repr(held).encode("utf-8"), digest_size=16).hexdigest()


def meta_of(frame: Frame, column: Mapping[str, str] | None = None, article: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """The tags of 国办发〔2017〕47号, annex: 3 for a first page, 4 more for a column, 3 more and what is at will for an article."""
    tags = {"SiteName": frame.site_name, "SiteDomain": frame.site.site_domain or frame.base.partition("://")[2].partition("/")[0]}
    tags["SiteIDCode"] = frame.organ.site_code
    return [(name, value) for name, value in {**tags, **(column or {}), **(article or {})}.items() if value]


def column_tags(name: str, description: str, kind: str) -> dict[str, str]:
    """The four tags of a column."""
    return {"ColumnName": name, "ColumnDescription": description, "ColumnKeywords": f"{name},{NAME}", "ColumnType": kind}
