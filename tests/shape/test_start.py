"""What the command loads: a check of a text must start at once, and nothing heavy may come with it."""

import subprocess
import sys

import pytest

HEAVY = [
    "lxml",
    "pandas",
    "numpy",
    "pypdfium2_raw",
    "duckdb",
    "rich",
    "typst",
    "distributed",
    "xlsxwriter",
    "dataclasses",
    "asyncio",
]
REPORT = "示例镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n本年主动公开政府信息46条。\n"


def loaded_by(arguments, folder):
    """Names of the modules in memory after the command ran in a process of its own."""
    code = f"import sys; from gongkai.cli.main import main; main({arguments!r}); print('\\n@@' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60
    )
    return set(done.stdout.rpartition("@@")[2].split())


@pytest.mark.parametrize("name", ["年报.txt", "年报.html"])
def test_checking_a_text_or_a_page_loads_nothing_heavy(tmp_path, name):
    (tmp_path / name).write_text(REPORT.replace("\n", "<br>\n") if name.endswith("html") else REPORT, "utf-8")
    loaded = loaded_by(["report", "check", name], tmp_path)
    assert "gongkai.report.rules" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("name", ["年报.txt", "年报.html"])
def test_checking_a_text_or_a_page_loads_nothing_that_reaches_a_network(tmp_path, name):
    (tmp_path / name).write_text(REPORT, "utf-8")
    assert not loaded_by(["report", "check", name], tmp_path) & {"socket", "_socket", "ssl", "_ssl", "http.client", "urllib.request"}


def test_asking_for_the_version_loads_no_rules(tmp_path):
    assert "gongkai.report.rules" not in loaded_by(["--version"], tmp_path)
