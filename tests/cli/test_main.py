import io
import subprocess
import sys

import pytest

from gongkai import __version__
from gongkai.cli import arguments, console, main
from gongkai.lib.errors import UnusableInput


def run(capsys, *argv):
    code = main.main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_version_is_printed(capsys):
    assert run(capsys, "--version") == (0, f"gongkai {__version__}\n", "")


@pytest.mark.parametrize("argv", [("--help",), ("report", "--help"), ("report", "check", "-h"), ("report", "audit", "-h"), ("demo", "-h")])
def test_help_is_in_chinese_throughout(capsys, argv):
    code, out, err = run(capsys, *argv)
    assert (code, err) == (0, "")
    assert out.startswith("用法：gongkai")
    assert not any(word in out for word in ("usage", "options", "positional", "show this", "arguments"))


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ((), "缺少参数：命令"),
        (("report", "chek"), "不能是「chek」"),
        (("report", "check"), "缺少参数：FILE"),
        (("report", "check", "a", "--year", "二〇二三"), "年度要写四位数字"),
        (("report", "check", "a", "--format", "xml"), "--format 不能是「xml」"),
        (("report", "check", "a", "--nonsense"), "不认识的参数：--nonsense"),
        (("report", "check", "a", "--organ"), "--organ 后面还要写一个值"),
        (("report", "fix", "a"), "缺少参数：-o/--output"),
        (("report", "audit", "a", "-o", "b.csv", "--jobs", "0"), "不小于 1"),
        (("report", "read", "a", "--json=yes"), "后面不要写值"),
    ],
)
def test_a_wrong_command_gives_one_chinese_line_and_two(capsys, argv, says):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("gongkai: ")
    assert err.count("\n") == 1
    assert says in err
    assert "--help 看用法" in err


def raising(error):
    def handler(given, load):
        raise error

    return handler


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (UnusableInput("里面没有文字", "请换一份文件"), 2, "gongkai: 里面没有文字，请换一份文件\n"),
        (PermissionError(13, "Permission denied", "年报.txt"), 2, "gongkai: 年报.txt：没有读写权限，请换一个位置或调整权限\n"),
        (ZeroDivisionError("x"), 2, "gongkai: 程序遇到没有预料到的情况（ZeroDivisionError），请把文件和这句话反馈给我们\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_whatever_goes_wrong_is_one_line_and_never_a_traceback(capsys, monkeypatch, error, code, says):
    monkeypatch.setattr(main, "load", lambda target: raising(error))
    monkeypatch.setattr(console, "silence_closed_pipe", lambda: None)
    assert run(capsys, "report", "rules") == (code, "", says)


def test_a_developer_can_see_the_traceback(monkeypatch):
    monkeypatch.setenv(console.TRACEBACK_SWITCH, "1")
    monkeypatch.setattr(main, "load", lambda target: raising(ZeroDivisionError("x")))
    with pytest.raises(ZeroDivisionError):
        main.main(["report", "rules"])


def test_a_library_that_is_not_installed_is_named_with_the_command_to_get_it(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError("no", name="duckdb")

    monkeypatch.setattr(main, "import_module", missing)
    with pytest.raises(UnusableInput, match="duckdb 还没有安装") as caught:
        main.load("gongkai.report.audit.parquet:convert")
    assert "gongkai[audit]" in caught.value.sentence()


def test_every_handler_named_exists_and_takes_what_it_is_given():
    handlers = [command.handler for _, members in arguments.GROUPS.values() for command in members.values()]
    handlers += [command.handler for command in arguments.ALONE.values()]
    assert all(callable(main.load(handler)) for handler in handlers)


def test_output_is_utf8_whatever_the_locale():
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-m", "gongkai", "--help"], capture_output=True, env=environment, check=True, timeout=60)
    assert "用法" in done.stdout.decode("utf-8")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_colour_is_for_terminals_and_never_against_the_wish_of_the_user():
    assert console.wants_colour(Terminal(), {})
    assert not console.wants_colour(io.StringIO(), {})
    assert not console.wants_colour(Terminal(), {"NO_COLOR": "1"})
    assert not console.wants_colour(Terminal(), {"TERM": "dumb"})


def test_the_width_is_that_of_the_terminal_within_reason(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    assert console.width() == 72
    monkeypatch.setenv("COLUMNS", "400")
    assert console.width() == 120
    monkeypatch.delenv("COLUMNS")
    assert console.width(io.StringIO()) == 100
