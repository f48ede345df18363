"""Where the header leads. The rooms above give their pages these names; what an installation does not have is no link."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from django.urls import NoReverseMatch, reverse

# The doors of 国办公开办函〔2019〕61号, with the names under which the citizen's side has them.
_DOORS = (
    ("公开指南", "portal:guide"),
    ("公开制度", "portal:rules"),
    ("法定主动公开内容", "portal:items"),
    ("公开年报", "portal:reports"),
    ("依申请公开", "portal:apply"),
)


class HasSlug(Protocol):
    """An organ, as far as addresses need it."""

    slug: str


class Door(NamedTuple):
    """One door: ``url`` is None until there is something behind it; ``here`` when it is the page shown."""

    label: str
    url: str | None
    here: bool


def of(name: str, *parts: object) -> str:
    """The address under a URL name with these parts; "" when there is none. Empty parts are left out."""
    try:
        return reverse(name, args=[part for part in parts if part not in ("", None)])
    except NoReverseMatch:
        return ""


def home(organ: HasSlug | None) -> str:
    """The first page of the organ; that of the site when the organ has none or there is no organ."""
    return (of("portal:organ", organ.slug) if organ else "") or of("portal:home") or "/"


def search(organ: HasSlug | None) -> str:
    """The page of search results; "" when there is none."""
    return _of_organ("portal:search", organ)


def doors(organ: HasSlug | None, path: str) -> tuple[Door, ...]:
    """The five doors as they stand for this organ."""
    return tuple(_door(label, name, organ, path) for label, name in _DOORS)


def _door(label: str, name: str, organ: HasSlug | None, path: str) -> Door:
    """The door of the organ, or of the site; it is "here" on every page behind either address."""
    both = [each for each in (of(name, organ.slug) if organ else "", of(name)) if each]
    return Door(label, both[0] if both else None, any(path.startswith(each) for each in both))


def _of_organ(name: str, organ: HasSlug | None) -> str:
    return (of(name, organ.slug) if organ else "") or of(name)
