"""``gongkai export-site``: the public side as files, only what changed, and readers never see half of it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
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
from gongkai.web.export.tree import HIDDEN, Kept, Part, Tree, bring, catch_up, exchange, twins
from gongkai.web.export.turns import alone, help_out
from gongkai.web.portal import organs as open_organs
from gongkai.web.portal.catalogue import organ_stamps, public_addresses, site_addresses
from gongkai.web.ui.relative import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from gongkai.web.export.stubs import Made

_FRESH = "fresh"
_OF_ORGANS = "o/"  # see portal.urls
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
    trusted = live.files if same else {}
    parts: dict[str, Part] = {}
    wanted = dict(_wanted(on, live if same else None, parts))
    missing = {file: each for file, each in wanted.items() if file not in trusted or trusted[file].key != each.key}
    if not missing and same and live.parts == parts and live.files.keys() == wanted.keys() == spare.files.keys():
        return Exported(len(wanted), 0, 0, 0)
    fresh = os.path.join(spare.root, HIDDEN, _FRESH)
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh, exist_ok=True)
    digests = _make(missing, fresh, jobs or min(os.cpu_count() or 1, 8), progress)
    holding = {file: trusted[file] for file in wanted if file not in missing}
    holding |= {file: Kept(missing[file].key, digest) for file, (digest, _) in digests.items()}
    new = {file: path for file, (digest, path) in digests.items() if file not in live.files or live.files[file].digest != digest}
    removed = sum(file not in holding for file in live.files)
    bring(spare, holding, parts, live, new, made_by)
    shutil.rmtree(fresh, ignore_errors=True)
    live, spare = exchange(live, spare)
    catch_up(spare, live)
    return Exported(len(holding), len(digests), len(new), removed)


def file_of(path: str) -> str:
    """The file of an address: the index of its folder, or itself.

    >>> file_of("/o/town/items/")
    'o/town/items/index.html'
    """
    inner = unquote(path).removeprefix(get_script_prefix())
    return f"{inner}{INDEX}" if not inner or inner.endswith("/") else inner


def _wanted(on: date, live: Tree | None, parts: dict[str, Part]) -> Iterator[tuple[str, Wanted]]:
    """Every file, and into ``parts`` how each organ stands; one that stands as in ``live`` has the files that it has there."""
    everything = hashlib.sha256()
    known = _by_organ(live) if live is not None else {}
    stamps = organ_stamps(on=on)
    for organ in list(open_organs.open_to_readers(on)):
        before = live.parts.get(organ.slug) if live is not None else None
        if before is not None and before.stamp == stamps[organ.slug]:
            parts[organ.slug] = before
            yield from known[organ.slug]
        else:
            own = hashlib.sha256()
            for each in public_addresses([organ], on=on):
                own.update(f"{each.path}\0{each.key}\n".encode())
                yield file_of(each.path), Wanted(each.key, each.path)
            parts[organ.slug] = Part(stamps[organ.slug], own.hexdigest()[:32])
            yield from _stubs(stubs.stubs(organ, parts[organ.slug].digest))
        everything.update(parts[organ.slug].digest.encode())
    for site_page in site_addresses(on=on):
        yield file_of(site_page.path), Wanted(site_page.key, site_page.path)
    yield from _stubs(stubs.stubs_of_site(everything.hexdigest()[:32]))
    for name, path in _static():
        yield name, Wanted(_digest_of(path), make=_reader(path))


def _by_organ(live: Tree) -> dict[str, list[tuple[str, Wanted]]]:
    """The files of each organ as they stand, by its slug."""
    found: dict[str, list[tuple[str, Wanted]]] = defaultdict(list)
    for file, kept in live.files.items():
        if file.startswith(_OF_ORGANS):
            found[file.split("/", 2)[1]].append((file, Wanted(kept.key)))
    return found


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
