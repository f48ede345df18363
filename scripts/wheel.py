"""Build the wheel, install it into a clean environment without extras, and use it there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Data without which the installed program would fail only later, at a user's desk.
NEEDED = ("gongkai/py.typed", "gongkai/law/instruments.py")


def main() -> int:
    """Say what failed, or one line when all is well."""
    with tempfile.TemporaryDirectory(prefix="gongkai-wheel-") as folder:
        place = Path(folder)
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)])
        wheel = next(place.glob("*.whl"))
        missing = set(NEEDED) | sources()
        missing -= set(zipfile.ZipFile(wheel).namelist())
        if missing:
            print(f"the wheel lacks {', '.join(sorted(missing))}", file=sys.stderr)
            return 1
        clean = place / "clean"
        venv.create(clean, with_pip=True)
        python = str(clean / "bin" / "python")
        run([python, "-m", "pip", "-q", "install", "--require-hashes", "-r", str(ROOT / "requirements" / "base.txt")])
        run([python, "-m", "pip", "-q", "install", "--no-deps", str(wheel)])
        return use(clean / "bin", place)


def use(scripts: Path, place: Path) -> int:
    """List the rules, write the flawed sample in four formats and check each with the installed command."""
    rules = run([str(scripts / "gongkai"), "report", "rules"], place)
    names = [f"年报{suffix}" for suffix in (".txt", ".html", ".docx", ".xlsx")]
    make = f"from gongkai.report import sample, writers; [writers.write(sample.flawed(), name) for name in {names!r}]"
    run([str(scripts / "python"), "-c", make], place)
    command = [str(scripts / "gongkai"), "report", "check", "--json", *names]
    checked = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if "S001" not in rules or checked.returncode != 1 or checked.stdout.count('"S001"') != len(names):
        print(f"the installed command does not work: {checked.returncode} {checked.stderr}", file=sys.stderr)
        return 1
    print(f"wheel: installs without extras; {len(rules.splitlines())} lines of rules; checked {', '.join(names)}")
    return 0


def sources() -> set[str]:
    """Every file of the package that is not Python's own cache, as the wheel names it."""
    folder = ROOT / "src"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def run(command: list[str], place: Path = ROOT) -> str:
    """The command's output; what it said on failure, and an end."""
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} … failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
