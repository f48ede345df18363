"""The command line. Builds the parser cheaply and loads only what the command called needs.

This is one of the three places that load modules by dotted name; see ``docs/architecture.md``.
A handler is ``handler(arguments, load) -> exit code``; ``load("module:name")`` gives it
what else it needs once it knows which format it writes.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gongkai import __version__
from gongkai.cli import arguments, console
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    Load = Callable[[str], Any]

# Modules that come with an extra, and the extra's name.
_EXTRAS = {
    "lxml": "",
    "jinja2": "",
    "duckdb": "audit",
    "rich": "audit",
    "distributed": "cluster",
    "dask": "cluster",
    "pypdfium2": "pdf",
    "typst": "pdf",
    "django": "web",
    "allauth": "web",
    "granian": "web",
}


# Commands that leave nothing to be tidied: no worker, no database, no file still open.
_LIGHT = frozenset({("report", "check"), ("report", "read"), ("report", "rules"), ("report", "explain")})


def command() -> NoReturn:
    """The entry of the installed command: :func:`main` with the process's own arguments, then the end.

    Python takes every object apart before it goes, which costs a tenth of a check; for the light
    commands the process is simply ended and the system takes its memory back at once.
    """
    code = main()
    if tuple(sys.argv[1:3]) in _LIGHT:
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1, 2, or 130 after Ctrl-C. Never raises."""
    # A check makes many objects and keeps most of them: the collector's usual pace costs it a twentieth of its time.
    gc.set_threshold(20_000, 20, 20)
    console.force_utf8()
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        console.silence_closed_pipe()
        return console.PIPE_CLOSED
    except KeyboardInterrupt:
        return console.INTERRUPTED


def _run(argv: list[str]) -> int:
    try:
        given = arguments.parser(__version__, argv).parse_args(argv)
        code: int = load(given.handler)(given, load)
        return code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else console.UNUSABLE if stop.code else console.FINE
    except UnusableInput as error:
        console.complain(error.sentence())
    except BrokenPipeError:
        raise
    except OSError as error:
        console.complain(console.system_refusal(error), str(error.filename or ""))
    except Exception as error:  # noqa: BLE001 - the last resort: a person never sees a traceback
        console.complain(console.unexpected(error))
    return console.UNUSABLE


def load(target: str) -> Any:
    """What ``module:name`` names; the module alone without a name.

    Raises :class:`UnusableInput` with the command to run when a library of an extra is not installed.
    """
    module_name, _, name = target.partition(":")
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _EXTRAS:
            raise
        extra = f"[{_EXTRAS[missing]}]" if _EXTRAS[missing] else ""
        raise UnusableInput(f"这个功能需要的组件 {missing} 还没有安装", f"请运行 pip install 'gongkai{extra}'") from error
    return getattr(module, name) if name else module
