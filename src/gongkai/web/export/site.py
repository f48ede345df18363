"""``gongkai export-site``: the public side as files, only what changed, and readers never see half of it."""

from __future__ import annotations

import hashlib
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.urls import get_script_prefix

import gongkai
from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.export import stubs
from gongkai.web.export.rendering import rendered
from gongkai.web.export.tree import HIDDEN, Goal, Kept, Part, Tree, bring, catch_up, exchange, part_of, twins
from gongkai.web.export.turns import alone, help_out
from gongkai.web.portal import organs as open_organs
from gongkai.web.portal.catalogue import organ_stamps, public_addresses, site_addresses
from gongkai.web.ui.relative import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from gongkai.web.export.stubs import Made
    from gongkai.web.organs.models import Organ

_FRESH = "fresh"
_SITE = ""  # the part that belongs to no organ
_SOURCE = (".py", ".html", ".toml", ".css", ".js", ".json", ".svg")  # what pages are made of, besides the database
_MANY = 400  # pages from which on it is worth starting processes that help
_STATIC_FOLDERS = ("ui",)  # what public pages link to; the desk's and the libraries' stay at home


class Exported(NamedTuple):
    """What an export came to: files there now, made anew, of these with other bytes than before, taken away."""

    files: int
    made: int
    changed: int
    removed: int


class Wanted(NamedTuple):
    """A file to be there: under which key, and how its bytes are made; ``page`` is the address for the site to answer."""

    key: str
    page: str = ""
    make: Callable[[], bytes] | None = None


class Wish(NamedTuple):
    """How a part of the tree is to stand: its stamp, the digest of its addresses, its files; None where it stands so already."""

    stamp: str
    digest: str
    wanted: Mapping[str, Wanted] | None = None


def export(folder: str, *, moment: datetime, jobs: int = 0, progress: Callable[[int, int], None] | None = None) -> Exported:
    """Bring ``folder`` up to date. Whoever is stopped leaves what readers had; the next export goes on.

    Raises :class:`UnusableInput` for a folder with other files in it, for one into which somebody else exports, and for a page that cannot be made.
    """
    with alone(folder):
        return _export(folder, day_of(moment), jobs, progress or _nobody)


def _export(folder: str, on: date, jobs: int, progress: Callable[[int, int], None]) -> Exported:
    live, spare = twins(folder)
    made_by = f"{_program()} {get_script_prefix()}"
    same = live.made_by == made_by
    wishes = dict(_wishes(on, live if same else None))
    trusted = {name: live.files(name) if same else {} for name, wish in wishes.items() if wish.wanted is not None}
    missing = {
        file: each
        for name, files in trusted.items()
        for file, each in (wishes[name].wanted or {}).items()
        if file not in files or files[file].key != each.key
    }
    if not missing and same and _as_before(wishes, live) and (spare.made_by, spare.parts) == (live.made_by, live.parts):
        return Exported(sum(part.files for part in live.parts.values()), 0, 0, 0)
    fresh = os.path.join(spare.root, HIDDEN, _FRESH)
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh, exist_ok=True)
    digests = _make(missing, fresh, jobs or min(os.cpu_count() or 1, 8), progress)
    goals = {name: _goal(wish, live.parts.get(name), trusted.get(name, {}), missing, digests) for name, wish in wishes.items()}
    before = {name: live.files(name) for name in live.known if name not in goals or goals[name].files is not None}
    new = {file: path for file, (digest, path) in digests.items() if _digest_in(before, file) != digest}
    removed = sum(file not in (goals[name].files or ()) if name in goals else True for name, files in before.items() for file in files)
    bring(spare, goals, live, new, made_by)
    shutil.rmtree(fresh, ignore_errors=True)
    live, spare = exchange(live, spare)
    catch_up(spare, live)
    return Exported(sum(goal.part.files for goal in goals.values()), len(digests), len(new), removed)


def _as_before(wishes: Mapping[str, Wish], live: Tree) -> bool:
    """Every part has the stamp and the addresses that it has in the live tree, and there are no others."""
    return wishes.keys() == live.parts.keys() and all(
        (wish.stamp, wish.digest) == (live.parts[name].stamp, live.parts[name].digest) for name, wish in wishes.items()
    )


def _goal(
    wish: Wish, standing: Part | None, trusted: Mapping[str, Kept], missing: Mapping[str, Wanted], digests: Mapping[str, tuple[str, str]]
) -> Goal:
    """How the part is to stand: what was made anew, and the rest as it is."""
    if wish.wanted is None:
        assert standing is not None
        return Goal(standing)
    files = {file: trusted[file] for file in wish.wanted if file not in missing}
    files |= {file: Kept(missing[file].key, digests[file][0]) for file in wish.wanted if file in digests}
    return Goal(Part(wish.stamp, wish.digest, len(files)), files)


def _digest_in(before: Mapping[str, Mapping[str, Kept]], file: str) -> str:
    held = before.get(part_of(file), {}).get(file)
    return held.digest if held else ""


def file_of(path: str) -> str:
    """The file of an address: the index of its folder, or itself.

    >>> file_of("/o/town/items/")
    'o/town/items/index.html'
    """
    inner = unquote(path).removeprefix(get_script_prefix())
    return f"{inner}{INDEX}" if not inner or inner.endswith("/") else inner


def _wishes(on: date, live: Tree | None) -> Iterator[tuple[str, Wish]]:
    """How each part is to stand; one that stands as in ``live`` has no list of files."""
    everything = hashlib.sha256()
    stamps = organ_stamps(on=on)
    for organ in list(open_organs.open_to_readers(on)):
        before = live.parts.get(organ.slug) if live is not None else None
        stamp = stamps[organ.slug]
        wish = Wish(stamp, before.digest) if before is not None and before.stamp == stamp else _of_organ(organ, stamp, on)
        yield organ.slug, wish
        everything.update(wish.digest.encode())
    files = dict(_of_site(everything.hexdigest()[:32], on))
    digest = _digest_of_keys((file, each.key) for file, each in files.items())
    standing = live is not None and _SITE in live.parts and live.parts[_SITE].digest == digest
    yield _SITE, Wish("", digest, None if standing else files)


def _of_organ(organ: Organ, stamp: str, on: date) -> Wish:
    pages = list(public_addresses([organ], on=on))
    digest = _digest_of_keys((each.path, each.key) for each in pages)
    files = {file_of(each.path): Wanted(each.key, each.path) for each in pages}
    return Wish(stamp, digest, {**files, **dict(_stubs(stubs.stubs(organ, digest)))})


def _of_site(key: str, on: date) -> Iterator[tuple[str, Wanted]]:
    for page in site_addresses(on=on):
        yield file_of(page.path), Wanted(page.key, page.path)
    yield from _stubs(stubs.stubs_of_site(key))
    for name, path in _static():
        yield name, Wanted(_digest_of(path), make=_reader(path))


def _digest_of_keys(keys: Iterable[tuple[str, str]]) -> str:
    held = hashlib.sha256()
    for name, key in keys:
        held.update(f"{name}\0{key}\n".encode())
    return held.hexdigest()[:32]


def _stubs(made: Iterable[Made]) -> Iterator[tuple[str, Wanted]]:
    return ((file_of(each.path), Wanted(each.key, make=each.make)) for each in made)


def _static() -> Iterator[tuple[str, str]]:
    """Styles, scripts and signs that public pages link to, by the names under which they are linked."""
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.split("/")[0] in _STATIC_FOLDERS:
                yield f"static/{name}", storage.path(name)


def _make(missing: dict[str, Wanted], fresh: str, jobs: int, progress: Callable[[int, int], None]) -> dict[str, tuple[str, str]]:
    """Make the bytes; for each file that has any its digest and where they lie."""
    todo = [(file, each.page, os.path.join(fresh, str(number))) for number, (file, each) in enumerate(missing.items()) if each.page]
    found = {}
    for number, (file, each) in enumerate((file, each) for file, each in missing.items() if each.make):
        assert each.make is not None
        found[file] = _keep(each.make(), os.path.join(fresh, f"s{number}"))
    for done, (file, kept) in enumerate(_pages(todo, jobs), 1):
        progress(done, len(todo))
        if kept is not None:
            found[file] = kept
    return found


def _pages(todo: list[tuple[str, str, str]], jobs: int) -> Iterator[tuple[str, tuple[str, str] | None]]:
    if jobs < 2 or len(todo) < _MANY:
        yield from map(_page, todo)
        return
    # Begun anew and not forked: what sets papers has threads of its own, and a fork of a process that used it waits for them for ever.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=help_out, initargs=(os.getpid(),)) as crew:
        for file, kept, trouble in crew.map(_page_or_trouble, todo, chunksize=max(1, min(32, len(todo) // (4 * jobs)))):
            if trouble is not None:
                crew.shutdown(wait=False, cancel_futures=True)
                raise UnusableInput(*trouble)
            yield file, kept


def _page(task: tuple[str, str, str]) -> tuple[str, tuple[str, str] | None]:
    file, page, path = task
    data = rendered(page)
    return file, None if data is None else _keep(data, path)


def _page_or_trouble(task: tuple[str, str, str]) -> tuple[str, tuple[str, str] | None, tuple[str, str, str] | None]:
    """In a process that helps: its trouble is told in words, for an error of three pieces does not travel between processes."""
    try:
        return *_page(task), None
    except UnusableInput as problem:
        return task[0], None, (problem.problem, problem.remedy, problem.place)


def _keep(data: bytes, path: str) -> tuple[str, str]:
    with open(path, "wb") as file:
        file.write(data)
    return hashlib.sha256(data).hexdigest(), path


def _reader(path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        with open(path, "rb") as file:
            return file.read()

    return read


@cache
def _digest_of(path: str) -> str:
    return hashlib.sha256(_reader(path)()).hexdigest()[:32]


@cache
def _program() -> str:
    """Changes with the program, its templates and its data of the law: then every page is made anew."""
    root = os.path.dirname(gongkai.__file__)
    held = hashlib.sha256()
    for place, folders, names in sorted(os.walk(root)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_SOURCE):
                held.update(_digest_of(os.path.join(place, name)).encode())
    return held.hexdigest()[:32]


def _nobody(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def refuse_inside(folder: str, data: str) -> None:
    """The files of the office must never lie where readers reach them. Raises :class:`UnusableInput`."""
    inner, outer = os.path.realpath(data), os.path.realpath(folder)
    kept = os.path.join(inner, "files")
    if inner == outer or inner.startswith(os.path.join(outer, "")) or outer == kept or outer.startswith(os.path.join(kept, "")):
        raise UnusableInput("数据文件夹和要导出的文件夹套在一起，读者会拿到内部资料", "请换一个文件夹", f"{folder}：")


__all__ = ["Exported", "Tree", "export", "file_of", "refuse_inside"]
