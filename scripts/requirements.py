"""Make requirements/*.txt from pyproject.toml and requirements/dev.in, or check them (``--check``).

Each file pins every package with the hashes of all its published files, so that one file serves
Python 3.11 to 3.14 on any processor, and names no address. Making them needs ``uv`` on the PATH;
checking needs nothing. ``base`` is what the product needs at least, ``all`` adds every extra,
``dev`` is ``all`` with the tools of the developers: ``make install`` installs ``dev``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
# Each file: what it is made from, and the files whose versions it must share.
FILES: dict[str, tuple[list[str], list[str]]] = {
    "dev": (["pyproject.toml", "requirements/dev.in", "--extra", "all"], []),
    "all": (["pyproject.toml", "--extra", "all"], ["dev"]),
    "base": (["pyproject.toml"], ["dev"]),
}
# Extras stay in the pins: to an older pip ``coverage[toml]``, asked for by a package, is another package than the pinned ``coverage``.
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-strip-extras",
]
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)")
_ADDRESS = re.compile(r"https?:|file:|index-url|find-links", re.IGNORECASE)


def main(arguments: list[str]) -> int:
    """Make the files, or with ``--check`` say what is wrong with them."""
    if arguments == ["--check"]:
        problems = check()
        for problem in problems:
            print(problem, file=sys.stderr)
        return 1 if problems else 0
    tool = shutil.which("uv")
    if tool is None:
        print("需要 uv 来生成依赖清单：pip install uv。/ uv is needed: pip install uv.", file=sys.stderr)
        return 2
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    for name, (sources, same_as) in FILES.items():
        constraints = [word for other in same_as for word in ("--constraint", f"requirements/{other}.txt")]
        target = f"requirements/{name}.txt"
        subprocess.run(
            [tool, "pip", "compile", *sources, *constraints, *OPTIONS, *upgrade, "--annotation-style", "line", "-q", "-o", target],
            cwd=ROOT,
            check=True,
        )
        print(target, len(pins(name)))
    return 0


def pins(name: str) -> dict[str, str]:
    """Package (lower case, hyphens) to version, as the file has it."""
    found = (_PIN.match(line) for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines())
    return {normal(match[1]): match[2] for match in found if match}


def normal(name: str) -> str:
    """A package's name the way registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def check() -> list[str]:
    """Everything wrong with the files, one sentence each."""
    problems = []
    for name in FILES:
        text = (FOLDER / f"{name}.txt").read_text("utf-8")
        if _ADDRESS.search(text):
            problems.append(f"requirements/{name}.txt names an address; make it again with scripts/requirements.py")
        for block in re.split(r"\n(?=\S)", text):
            if block.strip() and not block.startswith("#") and "--hash=sha256:" not in block:
                problems.append(f"requirements/{name}.txt: no hash for {block.splitlines()[0]}")
        differing = [package for package, version in pins(name).items() if pins("dev").get(package) != version]
        problems.extend(f"requirements/{name}.txt: {package} differs from dev.txt" for package in differing)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"base": list(project["dependencies"])}
    wanted["all"] = wanted["base"] + [
        package for extra in project["optional-dependencies"].values() for package in extra if not package.startswith("gongkai[")
    ]
    wanted["dev"] = wanted["all"] + [
        line for line in (FOLDER / "dev.in").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    for name, packages in wanted.items():
        missing = {normal(re.split(r"[<>=!~\[; ]", package)[0]) for package in packages} - pins(name).keys()
        problems.extend(f"requirements/{name}.txt lacks {package}" for package in sorted(missing))
    return problems


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
