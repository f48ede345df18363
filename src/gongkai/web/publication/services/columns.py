"""Which columns an organ shows, which words it watches, how its public side is mounted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.catalogue import UnknownEntry, by_key
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.richtext import cleaned
from gongkai.web.publication.models import Column, SensitiveWord, SiteSettings
from gongkai.web.publication.selectors.sites import why_not_alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.organs.models import Organ

_CITE = ("条例:20",)
# What an organ may set of its public side.
SITE_FIELDS = ("mount", "site_name", "site_domain", "address", "approval", "header", "footer", "icp", "police", "arrangement")


class Choice(NamedTuple):
    """What is said of a column: shown or not, under which power, by which name ("" is that of the law)."""

    shown: bool
    basis: str = ""
    label: str = ""


@transaction.atomic
def choose(*, organ: Organ, choices: Mapping[str, Choice]) -> None:
    """Say which columns the organ has. Raises :class:`NotAllowed` for a key that the law does not know."""
    problems = []
    for key in choices:
        try:
            by_key(key)
        except UnknownEntry as unknown:
            problems.append(Reason(str(unknown), _CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    for key, choice in choices.items():
        Column.objects.update_or_create(
            organ=organ, key=key, defaults={"shown": choice.shown, "basis": choice.basis.strip(), "label": choice.label.strip()}
        )


@transaction.atomic
def watch(*, organ: Organ, words: Sequence[tuple[str, str, str, bool]]) -> int:
    """Replace the list of watched words: word, why, what to write instead, whether it blocks. How many there are now."""
    kept = {word.strip(): (why.strip(), instead.strip(), blocks) for word, why, instead, blocks in words if word.strip()}
    SensitiveWord.objects.filter(organ=organ).delete()
    SensitiveWord.objects.bulk_create(
        SensitiveWord(organ=organ, word=word, why=why, instead=instead, blocks=blocks)
        for word, (why, instead, blocks) in sorted(kept.items())
    )
    return len(kept)


@transaction.atomic
def mount(*, organ: Organ, changes: Mapping[str, str]) -> SiteSettings:
    """Say how the public side is mounted; header and footer are cleaned. KeyError for another field; raises :class:`NotAllowed`."""
    unknown = set(changes) - set(SITE_FIELDS)
    if unknown:
        raise KeyError(f"no setting of a site: {sorted(unknown)}")
    site = SiteSettings.objects.select_for_update().filter(organ=organ).first() or SiteSettings(organ=organ)
    for name, value in changes.items():
        setattr(site, name, cleaned(value).html if name in ("header", "footer") else value.strip())
    if site.mount == SiteSettings.Mount.ALONE:
        problems = why_not_alone(organ, site.approval)
        if problems:
            raise NotAllowed(tuple(Reason(each.rstrip("。"), ("公开平台",)) for each in problems))
    site.full_clean(exclude=["organ"])
    site.save()
    return site
