"""Mutation testing of the clock and the fees: one small fault at a time, and the tests must notice at least nine in ten.

``python benchmarks/mutation.py [--only fees.py] [--jobs 2] [--list]``. Prints killed/total and every survivor with its line;
exit 1 below 90 %. Each job keeps a copy of the package in a folder of its own, writes the faulty module there and runs the
fast tests against it in a forked process, so that the libraries are loaded only once.
"""

from __future__ import annotations

import argparse
import ast
import copy
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import chinese_calendar  # type: ignore[import-untyped]  # loaded once, for all the forks
import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Change = Callable[[ast.AST], None]

ROOT = Path(__file__).resolve().parents[1]
LAW = Path("src/gongkai/law")
TESTS = (
    "tests/law/test_deadline_cases.py",
    "tests/law/test_deadlines.py",
    "tests/cli/test_law_input.py",
    "tests/properties/test_deadlines.py",
)
FEES_TESTS = ("tests/law/test_fees.py", "tests/cli/test_law_input.py")
EXAMPLES = "200"
ENOUGH = 0.9
PATIENCE = 60  # seconds for one test: a fault that never ends is noticed too

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult}
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One fault: in which module, which node of its tree (as ``ast.walk`` counts), what is done to it."""

    module: str
    node: int
    line: int
    words: str
    change: Change


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every fault of one module."""
    tree = ast.parse(source)
    skipped = _not_run(tree)
    for number, node in enumerate(ast.walk(tree)):
        if node in skipped:
            continue
        for words, change in _faults(node):
            yield Mutant(module, number, getattr(node, "lineno", 0), words, change)


def _not_run(tree: ast.AST) -> set[ast.AST]:
    """Nodes whose change nobody could notice: annotations, decorators, imports for types, asserts."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            roots += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            roots += [node.returns] if node.returns else []
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation:
            roots.append(node.annotation)
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        ):
            roots.append(node)
    return {inner for root in roots for inner in ast.walk(root)}


def _faults(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                yield f"{type(operator).__name__} → {other.__name__}", partial(_compare, place, other)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.BoolOp):
        yield "and ↔ or", _and_or
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _ARITHMETIC:
        yield f"{type(node.op).__name__} → {_ARITHMETIC[type(node.op)].__name__}", _arithmetic
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", _not_dropped
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OPPOSITES:
        yield f"{node.func.id} → {_OPPOSITES[node.func.id]}", _opposite
    elif (
        isinstance(node, ast.Return) and node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None)
    ):
        yield "return None", _return_none
    if isinstance(node, (ast.If, ast.IfExp)) and isinstance(node.test, (ast.Name, ast.Attribute, ast.Call)):
        yield "condition negated", _negated
    if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While)):
        for field in ("body", "orelse"):
            for place, statement in enumerate(getattr(node, field, ())):
                if _removable(statement):
                    yield f"line {statement.lineno} removed: {ast.unparse(statement)[:60]}", partial(_remove, field, place)


def _constants(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    if isinstance(node.value, bool):
        yield f"{node.value} → {not node.value}", partial(_set, not node.value)
    elif isinstance(node.value, int):
        for other in (node.value + 1, node.value - 1):
            yield f"{node.value} → {other}", partial(_set, other)


def _removable(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    return isinstance(statement, (ast.Assign, ast.AugAssign, ast.Raise, ast.If))


def _compare(place: int, other: type[ast.cmpop], node: ast.AST) -> None:
    node.ops[place] = other()  # type: ignore[attr-defined]


def _set(value: int, node: ast.AST) -> None:
    node.value = value  # type: ignore[attr-defined]


def _and_or(node: ast.AST) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()  # type: ignore[attr-defined]


def _arithmetic(node: ast.AST) -> None:
    node.op = _ARITHMETIC[type(node.op)]()  # type: ignore[attr-defined]


def _not_dropped(node: ast.AST) -> None:
    node.operand = ast.UnaryOp(ast.Not(), node.operand)  # type: ignore[attr-defined]


def _opposite(node: ast.AST) -> None:
    node.func.id = _OPPOSITES[node.func.id]  # type: ignore[attr-defined]


def _return_none(node: ast.AST) -> None:
    node.value = ast.Constant(None)  # type: ignore[attr-defined]


def _negated(node: ast.AST) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]


def _remove(field: str, place: int, node: ast.AST) -> None:
    getattr(node, field)[place] = ast.Pass()


def faulty(source: str, mutant: Mutant) -> str:
    """The module with that fault in it."""
    tree = copy.deepcopy(ast.parse(source))
    mutant.change(list(ast.walk(tree))[mutant.node])
    return ast.unparse(ast.fix_missing_locations(tree))


def passes(package: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests pass with the package in that folder, in a forked process that is silent."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(ROOT)
        os.environ |= {"GONGKAI_EXAMPLES": EXAMPLES, "HYPOTHESIS_STORAGE_DIRECTORY": str(package / "examples")}
        sys.dont_write_bytecode = True
        options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--hypothesis-seed=20190515", f"--timeout={PATIENCE}"]
        code = int(pytest.main([*options, "-o", f"pythonpath={package / 'src'} tests .", *tests]))
    finally:
        os._exit(code)


def _copied(folder: Path) -> Path:
    """A copy of the package, without what was compiled from the modules that will be changed."""
    package = Path(tempfile.mkdtemp(dir=folder))
    shutil.copytree(ROOT / "src", package / "src")
    for compiled in (package / LAW / "__pycache__").glob("*"):
        compiled.unlink()
    return package


def _judge(
    folder: Path, queue: multiprocessing.queues.Queue[int], found: multiprocessing.queues.Queue[tuple[int, bool]], todo: list[Mutant]
) -> None:
    """Take mutants off the queue until there is none; ``found`` gets (number, killed)."""
    package = _copied(folder)
    while (number := queue.get()) >= 0:
        mutant = todo[number]
        target = package / LAW / mutant.module
        source = target.read_text("utf-8")
        target.write_text(faulty(source, mutant), "utf-8")
        found.put((number, not passes(package, FEES_TESTS if mutant.module == "fees.py" else TESTS)))
        target.write_text(source, "utf-8")


def main() -> int:
    """Judge all mutants; 0 when enough are killed."""
    given = _arguments()
    modules = sorted(
        path.name for path in (ROOT / LAW).glob("*.py") if path.name.startswith("clock_") or path.name in ("deadlines.py", "fees.py")
    )
    modules = [name for name in modules if not given.only or name in given.only]
    todo = [mutant for name in modules for mutant in mutants(name, (ROOT / LAW / name).read_text("utf-8"))]
    if given.list:
        print(*(f"law/{mutant.module}:{mutant.line}  {mutant.words}" for mutant in todo), sep="\n")
        return 0
    print(
        f"{len(todo)} 处改动，{given.jobs} 个进程（chinesecalendar、hypothesis {hypothesis.__version__} 已载入，至 {max(chinese_calendar.holidays)}）"
    )
    with tempfile.TemporaryDirectory() as folder:
        if not passes(_copied(Path(folder)), tuple({*TESTS, *FEES_TESTS})):
            print("没有改动时测试就不通过，先修好测试")
            return 1
        began = time.monotonic()
        survived = _survivors(Path(folder), todo, given.jobs)
    killed = len(todo) - len(survived)
    for mutant in survived:
        print(f"未发现：law/{mutant.module}:{mutant.line}  {mutant.words}")
    print(f"发现 {killed}/{len(todo)}（{killed / len(todo):.1%}），用时 {time.monotonic() - began:.0f} 秒")
    return 0 if killed >= ENOUGH * len(todo) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", metavar="MODULE.py", help="these modules of law only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="show the faults, test nothing")
    return parser.parse_args()


def _survivors(folder: Path, todo: list[Mutant], jobs: int) -> list[Mutant]:
    forked = multiprocessing.get_context("fork")
    queue, found = forked.Queue(), forked.Queue()
    for number in [*range(len(todo)), *[-1] * jobs]:
        queue.put(number)
    workers = [forked.Process(target=_judge, args=(folder, queue, found, todo)) for _ in range(jobs)]
    for worker in workers:
        worker.start()
    alive = []
    for done in range(1, len(todo) + 1):
        number, killed = found.get()
        alive += [] if killed else [number]
        if sys.stderr.isatty():
            print(f"\r{done}/{len(todo)}", end="", file=sys.stderr)
    for worker in workers:
        worker.join()
    return [todo[number] for number in sorted(alive)]


if __name__ == "__main__":
    sys.exit(main())
