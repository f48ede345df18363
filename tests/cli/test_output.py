"""What programs read from standard output, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from gongkai.report import codec, sample


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "年报.json").write_text(codec.dumps(sample.clean()), "utf-8")
    return tmp_path


def gongkai(folder, *argv, **more):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "report", *argv], cwd=folder, env=environment, capture_output=True, timeout=60, **more
    )


def test_standard_output_is_one_json_document_and_nothing_else(folder):
    done = gongkai(folder, "check", "年报.json", "没有.txt", "--json")
    assert done.returncode == 2
    assert [item["file"] for item in json.loads(done.stdout.decode("utf-8"))["files"]] == ["年报.json", "没有.txt"]


def test_a_reader_that_goes_away_is_met_with_silence(folder):
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "gongkai", "report", "check", "年报.json", "--format", "html"]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_report_comes_through_a_pipe(folder):
    done = gongkai(folder, "check", "-", "--json", input=(folder / "年报.json").read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"][0]["report"]["year"] == 2023


def test_no_colour_reaches_a_file(folder):
    assert b"\033" not in gongkai(folder, "check", "年报.json").stdout
