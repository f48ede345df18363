"""Two trees that take turns: readers have one, whole, whatever happens to the other."""

import hashlib
import os
import subprocess
import sys
import textwrap

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.web.export.tree import HIDDEN, Goal, Kept, Part, Tree, bring, catch_up, exchange, part_of, twins


def kept(data: bytes) -> Kept:
    return Kept("k", hashlib.sha256(data).hexdigest())


def digest(held: dict[str, Kept]) -> str:
    return hashlib.sha256(repr(sorted(held.items())).encode()).hexdigest()


def publish(folder, files: dict[str, bytes]):
    """One export of these files."""
    live, spare = twins(str(folder))
    made, goals = {}, {}
    for name, data in files.items():
        goals.setdefault(part_of(name), {})[name] = kept(data)
        if live.files(part_of(name)).get(name) != kept(data):
            spare_note = os.path.join(str(folder.parent), f"fresh-{len(made)}")
            with open(spare_note, "wb") as file:
                file.write(data)
            made[name] = spare_note
    bring(spare, {part: Goal(Part("", digest(held), len(held)), held) for part, held in goals.items()}, live, made, "test")
    live, spare = exchange(live, spare)
    catch_up(spare, live)


def shown(folder) -> dict[str, bytes]:
    """What a web server would give out, packed copies left out."""
    found = {}
    for place, folders, names in os.walk(folder):
        if HIDDEN in folders:
            folders.remove(HIDDEN)
        for name in names:
            path = os.path.join(place, name)
            if not name.endswith(".gz"):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder).replace(os.sep, "/")] = file.read()
    return found


FIRST = {"index.html": b"one", "o/town/index.html": b"town" * 400, "o/town/item/1/index.html": b"item"}
SECOND = {"index.html": b"two", "o/town/index.html": b"town" * 400, "o/town/item/2/index.html": b"new"}


def test_what_was_exported_stands_there_and_nothing_else(tmp_path):
    site = tmp_path / "site"
    publish(site, FIRST)
    assert shown(site) == FIRST
    publish(site, SECOND)
    assert shown(site) == SECOND
    assert not (site / "o/town/item/1").exists(), "a folder that is empty goes too"
    publish(site, FIRST)
    assert shown(site) == FIRST


def test_a_page_that_did_not_change_is_the_same_file(tmp_path):
    site = tmp_path / "site"
    publish(site, FIRST)
    before = os.stat(site / "o/town/index.html")
    publish(site, SECOND)
    after = os.stat(site / "o/town/index.html")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_long_page_has_a_packed_copy_that_goes_with_it(tmp_path):
    site = tmp_path / "site"
    publish(site, FIRST)
    assert (site / "o/town/index.html.gz").exists()
    assert not (site / "index.html.gz").exists(), "packing three letters saves nothing"
    publish(site, {"index.html": b"two"})
    assert not (site / "o/town/index.html.gz").exists()


def test_an_empty_folder_may_be_used_and_one_with_other_files_never(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    publish(site, FIRST)
    assert shown(site) == FIRST
    other = tmp_path / "other"
    other.mkdir()
    (other / "letters.txt").write_text("mine")
    with pytest.raises(UnusableInput, match="别的文件"):
        twins(str(other))
    assert (other / "letters.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["../outside", "a/../../b", "", "/etc/x", f"{HIDDEN}/manifest.json", "a//b", "."])
def test_no_name_leads_out_of_the_tree(tmp_path, name):
    with pytest.raises(ValueError, match="no file of a site"):
        Tree(str(tmp_path)).path(name)


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from gongkai.web.export import tree
    from web.export.test_tree import SECOND, publish
    left = int(sys.argv[2])
    real = {name: getattr(os, name) for name in ("replace", "link", "unlink", "rmdir", "rename")}
    def counted(name):
        def act(*args, **kwargs):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real[name](*args, **kwargs)
        return act
    for name in real:
        setattr(os, name, counted(name))
    swap = tree._exchange
    def counted_swap(one, other):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        swap(one, other)
    tree._exchange = counted_swap
    publish(Path(sys.argv[1]), SECOND)
""")


@pytest.mark.slow
def test_killed_at_any_step_readers_have_the_old_site_or_the_new_one_whole(tmp_path):
    for step in range(60):
        site = tmp_path / str(step) / "site"
        site.parent.mkdir()
        publish(site, FIRST)
        root = os.path.join(os.path.dirname(__file__), "..", "..")
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(site), str(step)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([root, os.path.join(root, "..", "src")])},
            check=False, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert shown(site) in (FIRST, SECOND), step
        publish(site, SECOND)
        assert shown(site) == SECOND, step
        if done.returncode == 0:
            assert step > 5
            return
        assert done.returncode == -9, done.stderr
    raise AssertionError("it was killed at every step and never came to its end")
