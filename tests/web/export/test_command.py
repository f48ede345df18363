"""``gongkai export-site`` as a shell sees it; and helpers that end with whoever called them."""

import json
import os
import subprocess
import sys
import textwrap
import time

from support import links
from support.served import plain_environment

HELPED = textwrap.dedent("""
    import os, time
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from gongkai.web.export.turns import end_with
    with ProcessPoolExecutor(2, mp_context=get_context("fork"), initializer=end_with, initargs=(os.getpid(),)) as crew:
        helpers = {crew.submit(os.getpid).result() for _ in range(20)}
        busy = [crew.submit(time.sleep, 600) for _ in range(2)]
        print(*crew._processes, flush=True)
        time.sleep(600)
""")


def gongkai(*words, **more):
    command = [sys.executable, "-m", "gongkai", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, env=plain_environment(**more), timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_says_what_it_wrote_and_refuses_in_one_line(tmp_path):
    data, site = tmp_path / "data", tmp_path / "www" / "site"
    assert gongkai("init", "--data", data, "--organ", "示例镇人民政府")[0] == 0
    code, said, wrong = gongkai("export-site", site, "--data", data, "--json")
    told = json.loads(said)
    assert (code, wrong, told["removed"]) == (0, "", 0)
    assert told["files"] == told["made"] == told["changed"] > 50
    assert links.broken(str(site)) == []
    code, said, _ = gongkai("export-site", site, "--data", data)
    assert (code, said) == (0, f"导出好了：{told['files']} 个文件，新写 0 个，去掉 0 个，在 {site}\n")
    code, said, _ = gongkai("export-site", site, "--data", data, "--json", GONGKAI_PATH="/xxgk")
    assert (code, json.loads(said)["files"], json.loads(said)["made"]) == (0, told["files"], told["files"])
    assert links.broken(str(site)) == []
    assert "Disallow: /xxgk/" in (site / "robots.txt").read_text()
    code, said, wrong = gongkai("export-site", tmp_path, "--data", data)
    assert (code, said, wrong.count("\n")) == (2, "", 1)
    assert "数据文件夹" in wrong


def alive(number: int) -> bool:
    """Whether a process of that number runs, and is not only waiting to be buried."""
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as told:
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_helpers_end_with_an_export_that_is_killed():
    process = subprocess.Popen([sys.executable, "-c", HELPED], stdout=subprocess.PIPE, text=True)
    helpers = [int(number) for number in process.stdout.readline().split()]
    assert len(helpers) == 2
    assert all(alive(number) for number in helpers)
    os.kill(process.pid, 9)
    process.communicate(timeout=20)
    until = time.monotonic() + 20
    while any(alive(number) for number in helpers):
        assert time.monotonic() < until
        time.sleep(0.05)
