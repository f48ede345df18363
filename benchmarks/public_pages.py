"""How fast the public side is read: exported pages as fast as any file of nginx, live pages within 150 ms for 8 readers at once.

Needs nginx and wrk (``apt-get install nginx-light wrk``); says so and measures nothing without them.

Run: python benchmarks/public_pages.py [--things 300]
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.place import free_port, wait_for  # noqa: E402 - the tests are found only now
from support.served import plain_environment, run  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

THINGS, CLIENTS, ROUNDS = 300, 8, 16
SECONDS_STATIC, SECONDS_LIVE = 1, 8
SHARE, P99_MS = 0.95, 150.0
UNKEPT_P99_MS = 500.0  # where every answer has to be made: more readers than processors wait for one another
SEARCHES = 3000  # different ones: more than are kept
TOWN = "示例镇人民政府"
PAGES = {"first page of an organ": "", "list": "items/", "thing": None, "search": f"search/?q={quote('补助')}"}
GUIDE = ROOT / "docs" / "how-to" / "serve-static-pages.md"


class Told(NamedTuple):
    """What wrk saw: requests a second, milliseconds of the median and of the slowest hundredth, answers that were no 200."""

    rate: float
    p50: float
    p99: float
    wrong: int


def asked(url: str, clients: int, seconds: int, threads: int = 1, *headers: str, script: Path | None = None) -> Told:
    """So many clients, each asking again as soon as it is answered."""
    command = ["wrk", "-t", str(threads), "-c", str(clients), "-d", f"{seconds}s", "--latency", "--timeout", "20s"]
    for header in headers:
        command += ["-H", header]
    if script is not None:
        command += ["-s", str(script)]
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    found = dict(re.findall(r"^\s+(50|99)%\s+([\d.]+[a-z]+)", said, re.MULTILINE))
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert rate is not None, said
    return Told(float(rate[1]), _milliseconds(found["50"]), _milliseconds(found["99"]), int(wrong[1]) if wrong else 0)


def asked_differently(urls: Sequence[str], folder: Path, seconds: int) -> Told:
    """The same, each asking for the next of so many addresses: what was answered before does not help."""
    script = folder / "next.lua"
    paths = ", ".join(f"'{url.split('/', 3)[3]}'" for url in urls)
    script.write_text(
        f"local paths = {{ {paths} }}\nlocal at = 0\nrequest = function()\n  at = at % #paths + 1\n  return wrk.format('GET', '/' .. paths[at])\nend\n",
        encoding="utf-8",
    )
    return asked(urls[0], CLIENTS, seconds, 1, script=script)


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]  # wrk prints nothing else
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[unit]


def documented(site: Path, port: int, folder: Path, live: int) -> str:
    """The configuration of the guide, with this folder and this port and without TLS."""
    told = re.search(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert told is not None
    server = (
        told[1]
        .replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        .replace("    http2 on;\n", "")
        .replace("/srv/gongkai-site", str(site))
    )
    server = server.replace("127.0.0.1:8000", f"127.0.0.1:{live}").replace("include mime.types", "include /etc/nginx/mime.types")
    paths = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    plain = f"server {{ listen 127.0.0.1:{port + 1}; root {folder}/plain; types {{ text/html html; }} }}\n"
    return (
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 1;\nevents {{ worker_connections 256; }}\n"
        f"http {{\naccess_log off;\nsendfile on;\n{paths}{server}\n{plain}}}\n"
    )


@contextlib.contextmanager
def nginx(site: Path, folder: Path, live: int) -> Iterator[int]:
    """The exported site, and beside it on the next port a plain folder."""
    folder.mkdir()
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(documented(site, port, folder, live), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", str(config), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def served(data: Path) -> Iterator[int]:
    """The live site."""
    port = free_port()
    command = [sys.executable, "-m", "gongkai", "serve", "--port", str(port), "--no-worker", "--data", str(data)]
    process = subprocess.Popen(command, env=plain_environment(), stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def filled(data: Path, things: int) -> None:
    """A town that published so many things."""
    lines = ["标题,成文日期,发布日期,公开渠道,栏目,发文字号,正文"]
    for number in range(1, things + 1):
        day = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        text = f"现将第{number}批补助名单和办理时间公布如下，有疑问的请在工作时间到窗口询问。" * 12
        lines.append(f"关于第{number}批农村危房改造补助的公告,{day},{day},政府网站,,示政发〔2025〕{number}号,{text}")
    rows = data.parent / "rows.csv"
    rows.write_text("\n".join(lines), encoding="utf-8")
    run([sys.executable, "-m", "gongkai", "init", "--data", str(data), "--organ", TOWN])
    run([sys.executable, "-m", "gongkai", "items", "import", str(rows), "--organ", TOWN, "--data", str(data)])


def exported(folder: Path, site: Path, live: int) -> bool:
    """The exported page against a file of the same bytes in a bare nginx, turn about; packed as a browser gets it, and plain."""
    page = next(path for path in sorted(site.glob("o/*/items/*-*/index.html")))
    address = page.relative_to(site).as_posix()  # links of exported pages name files
    fine = True
    with nginx(site, folder, live) as port:
        for how, source, header in (
            ("packed", page.with_name("index.html.gz"), "Accept-Encoding: gzip"),
            ("plain", page, "Accept-Encoding: identity"),
        ):
            plain = folder / "plain" / how / address  # as deep in its folder
            plain.parent.mkdir(parents=True)
            shutil.copyfile(source, plain)
            ours, bare = f"http://127.0.0.1:{port}/{address}", f"http://127.0.0.1:{port + 1}/{how}/{address}"
            rates: dict[str, list[float]] = {ours: [], bare: []}
            for turn in range(2 * ROUNDS + 2):
                url = (ours, bare)[(turn + turn // 2) % 2]  # ours, bare, bare, ours, … so that neither is always the second
                told = asked(url, CLIENTS, SECONDS_STATIC, 1, header)
                assert not told.wrong, url
                if turn > 1:
                    rates[url].append(told.rate)
            # Each against its neighbour: what the machine does besides changes from minute to minute, and is the same for both of a pair.
            ratio = statistics.median(mine / other for mine, other in zip(rates[ours], rates[bare], strict=True))
            holds = ratio >= SHARE
            fine = fine and holds
            print(
                f"{'ok  ' if holds else 'MISS'}  an exported page as {how} file: {ratio:.2f} of a bare file of the same {source.stat().st_size:,} bytes "
                f"(bar ≥ {SHARE}), {statistics.median(rates[ours]):,.0f} against {statistics.median(rates[bare]):,.0f} requests/s",
                flush=True,
            )
    return fine


def live_pages(site: Path, port: int, folder: Path) -> bool:
    """The same pages as the site itself answers them."""
    thing = next(path for path in sorted(site.glob("o/*/items/*-*/index.html"))).parent.relative_to(site).as_posix()
    organ = thing.split("/items/")[0]
    fine = True
    for name, rest in PAGES.items():
        url = f"http://127.0.0.1:{port}/{thing}/" if rest is None else f"http://127.0.0.1:{port}/{organ}/{rest}"
        asked(url, CLIENTS, 2)
        told = asked(url, CLIENTS, SECONDS_LIVE)
        holds = told.p99 < P99_MS and not told.wrong
        fine = fine and holds
        print(
            f"{'ok  ' if holds else 'MISS'}  live {name}, {CLIENTS} readers at once: p50 {told.p50:.0f} ms, p99 {told.p99:.0f} ms (bar < {P99_MS:.0f} ms), "
            f"{told.rate:,.0f} pages/s{f', {told.wrong} went wrong' if told.wrong else ''}",
            flush=True,
        )
    questions = [f"http://127.0.0.1:{port}/{organ}/search/?q={quote(f'第{number}批')}" for number in range(1, SEARCHES + 1)]
    pages = [
        f"http://127.0.0.1:{port}/{path.parent.relative_to(site).as_posix()}/" for path in sorted(site.glob("o/*/items/*-*/index.html"))
    ]
    told = asked_differently([*questions, *pages], folder, SECONDS_LIVE * 2)
    holds = told.p99 < UNKEPT_P99_MS and not told.wrong
    print(
        f"{'ok  ' if holds else 'MISS'}  live, {CLIENTS} readers going through {len(questions)} searches and {len(pages)} pages that nobody else reads: "
        f"p50 {told.p50:.0f} ms, p99 {told.p99:.0f} ms (bar < {UNKEPT_P99_MS:.0f} ms), {told.rate:,.0f} pages/s",
        flush=True,
    )
    return fine and holds


def main(things: int) -> int:
    """Make, export, serve, measure, judge."""
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None and not Path(f"/usr/sbin/{name}").exists()]
    if missing:
        print(f"skip  not measured: {' and '.join(missing)} not installed (apt-get install nginx-light wrk)")
        return 0
    with tempfile.TemporaryDirectory(prefix="gongkai-public-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the workers of nginx are somebody else
        data, site = folder / "data", folder / "site"
        filled(data, things)
        subprocess.run(
            [sys.executable, "-m", "gongkai", "export-site", str(site), "--data", str(data)], env=plain_environment(), check=True, stdout=subprocess.DEVNULL
        )  # fmt: skip
        with served(data) as port:
            live = live_pages(site, port, folder)
            files = exported(folder / "nginx", site, port)
    return 0 if live and files else 1


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--things", type=int, default=THINGS)
    sys.exit(main(arguments.parse_args().things))
