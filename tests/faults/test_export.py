"""The export is killed at any moment: readers have the old site or the new one, whole, and the next export comes to its end."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from support import links
from support.served import plain_environment, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
KILLS = 20
TOWN = "示例镇人民政府"
ROWS = 30
MARK = re.compile(r"第(\d+)代")
SET_UP = (
    "import sys; from gongkai.web.config.boot import boot; boot(sys.argv[1]); from gongkai.web.organs.models import Organ; "
    "from gongkai.web.publication.services.columns import mount; mount(organ=Organ.objects.get(), changes={'footer': '<p>第0代</p>'})"
)


class Exports:
    """A site with a generation at the foot of every page, and the command that exports it."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.folder, self.generation = data, folder, 0

    def next(self) -> None:
        """Every page of the organ looks different from now on."""
        self.generation += 1
        with contextlib.closing(sqlite3.connect(self.data / "gongkai.sqlite3", timeout=30)) as database:
            database.execute("UPDATE publication_sitesettings SET footer = ?", [f"<p>第{self.generation}代</p>"])
            database.commit()

    def begin(self) -> subprocess.Popen[bytes]:
        """The real command."""
        command = [sys.executable, "-m", "gongkai", "export-site", str(self.folder), "--data", str(self.data)]
        return subprocess.Popen(command, env=plain_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self) -> None:
        """To its end."""
        process = self.begin()
        said = process.communicate(timeout=300)[1]
        assert process.returncode == 0, said.decode()


def pages(folder: Path) -> dict[str, str]:
    """Every page by its path."""
    return {os.path.relpath(page, folder): Path(page).read_text(encoding="utf-8") for page in links.pages(str(folder))}


def generation_of(text: str) -> int:
    """The one generation of a whole page."""
    assert text.rstrip().endswith("</html>"), text[-200:]
    found = set(MARK.findall(text))
    assert len(found) == 1, found
    return int(found.pop())


class Reader(threading.Thread):
    """Walks the site again and again, as a web server with many readers does, and notes what it must never see."""

    def __init__(self, folder: Path, marked: list[str]) -> None:
        super().__init__(daemon=True)
        self.folder, self.marked, self.stop = folder, marked, threading.Event()
        self.walks, self.whole, self.wrong = 0, 0, list[str]()

    def run(self) -> None:
        while not self.stop.is_set():
            before = os.stat(self.folder).st_ino
            seen = []
            for name in self.marked:
                try:
                    seen.append(generation_of((self.folder / name).read_text(encoding="utf-8")))
                except (AssertionError, OSError) as problem:
                    self.wrong.append(f"{name}: {problem!r}")
            self.walks += 1
            # Nothing changed places while it walked: then all that it saw is one site.
            if os.stat(self.folder).st_ino == before and seen[0] == generation_of(
                (self.folder / self.marked[0]).read_text(encoding="utf-8")
            ):
                self.whole += 1
                if len(set(seen)) != 1:
                    self.wrong.append(f"generations {sorted(set(seen))} at once")
            if any(later < earlier for earlier, later in zip(seen, seen[1:], strict=False)):
                self.wrong.append(f"back in time: {seen}")


@pytest.fixture
def exports(tmp_path):
    data, rows = tmp_path / "data", tmp_path / "rows.csv"
    lines = [
        f"第{number}号通知,2025-03-{number % 28 + 1:02d},2025-04-0{number % 9 + 1},政府网站,正文{number}" for number in range(1, ROWS + 1)
    ]
    rows.write_text("\n".join(["标题,成文日期,发布日期,公开渠道,正文", *lines]), encoding="utf-8")
    run([sys.executable, "-m", "gongkai", "init", "--data", str(data), "--organ", TOWN])
    run([sys.executable, "-m", "gongkai", "items", "import", str(rows), "--organ", TOWN, "--data", str(data)])
    run([sys.executable, "-c", SET_UP, str(data)])
    return Exports(data, tmp_path / "site")


def test_killed_twenty_times_at_random_readers_never_see_half_a_site(exports):
    chance = random.Random(4)
    exports.finish()
    first = pages(exports.folder)
    marked = sorted(name for name, text in first.items() if MARK.search(text))
    assert len(marked) > ROWS
    assert {generation_of(first[name]) for name in marked} == {0}
    exports.next()
    begin = time.monotonic()
    exports.finish()
    length = time.monotonic() - begin
    reader = Reader(exports.folder, marked)
    reader.start()
    kills, moments, old, new = 0, 0, 0, 0
    while kills < KILLS:
        exports.next()
        before = generation_of((exports.folder / marked[0]).read_text(encoding="utf-8"))
        process = exports.begin()
        time.sleep(chance.uniform(0.25, 1.0) * length)
        process.kill()
        process.communicate(timeout=60)
        kills += process.returncode == -9
        moments += 1
        assert moments < 4 * KILLS, "it comes to its end too fast to be killed"
        held = pages(exports.folder)
        assert set(held) == set(first)
        standing = {generation_of(held[name]) for name in marked}
        assert standing in ({before}, {exports.generation}), standing
        old, new = old + (standing == {before}), new + (standing == {exports.generation})
        assert links.broken(str(exports.folder)) == []
    exports.next()
    exports.finish()
    reader.stop.set()
    reader.join(60)
    assert {generation_of(text) for name, text in pages(exports.folder).items() if name in marked} == {exports.generation}
    assert reader.wrong == []
    assert reader.whole > 0
    assert old > 0
    assert sorted(os.listdir(exports.folder.parent / ".site.twin" / ".gongkai")) == ["parts", "site.json"], (
        "nothing half made is left lying about"
    )
