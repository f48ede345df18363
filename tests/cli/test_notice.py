"""``gongkai notice`` as a person calls it: JSON or TOML in, a letter out, errors in one line."""

import json

import pytest

from gongkai.cli.main import main
from tests.notices.samples import ALL


@pytest.fixture
def at(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "事实.json").write_text(json.dumps(ALL["P03"], default=str, ensure_ascii=False), "utf-8")
    (tmp_path / "答复.json").write_text(json.dumps(ALL["reply"], default=str, ensure_ascii=False), "utf-8")
    return tmp_path


def run(capsys, *arguments):
    code = main(["notice", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("suffix", "beginning"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"), ("txt", "示例镇人民政府".encode())]
)
def test_a_letter_is_written_in_the_format_of_its_suffix(at, capsys, suffix, beginning):
    code, out, err = run(capsys, "P03", "--data", "事实.json", "-o", f"补正.{suffix}")
    assert (code, err) == (0, "")
    assert "政府信息公开申请补正告知书" in out
    assert (at / f"补正.{suffix}").read_bytes().startswith(beginning)


def test_toml_with_dates_of_its_own_is_read(at, capsys):
    lines = [f"{key} = {value if hasattr(value, 'year') else json.dumps(value, ensure_ascii=False)}" for key, value in ALL["P03"].items()]
    (at / "a.toml").write_text("\n".join(lines), "utf-8")
    assert run(capsys, "p03", "--data", "a.toml", "-o", "a.txt")[0] == 0


def test_what_was_taken_by_default_is_said(at, capsys):
    facts = {key: value for key, value in ALL["D11"].items() if key != "court"}
    (at / "a.json").write_text(json.dumps(facts, default=str), "utf-8")
    out = run(capsys, "D11", "--data", "a.json", "-o", "a.docx")[1]
    assert "请注意：" in out
    assert "没有定论" in out


def test_the_office_s_own_clauses_are_used(at, capsys):
    (at / "a.json").write_text(json.dumps(ALL["D11"], default=str), "utf-8")
    (at / "设置.toml").write_text('[clause]\nD11 = "review_first"\n', "utf-8")
    assert run(capsys, "D11", "--data", "a.json", "-o", "a.txt", "--settings", "设置.toml")[0] == 0
    assert "先向示例区人民政府申请行政复议" in (at / "a.txt").read_text("utf-8")


def test_all_kinds_are_listed(capsys):
    code, out, _ = run(capsys, "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [*list(ALL)[:16], "P15B", "P16", *list(ALL)[18:]]


@pytest.mark.parametrize("kind", ALL)
def test_the_facts_of_a_kind_are_listed(capsys, kind):
    code, out, _ = run(capsys, kind, "--fields")
    assert code == 0
    assert "organ 机关名称" in out or kind == "P13"


def test_an_edited_letter_is_checked(at, capsys):
    run(capsys, "reply", "--data", "答复.json", "-o", "答复.docx")
    code, out, _ = run(capsys, "reply", "--data", "答复.json", "--check", "答复.docx")
    assert (code, out) == (0, "文号、日期、条款、救济途径、机关和收件人都没有改动\n")
    changed = ALL["reply"] | {"number": "示政公开答〔2026〕8号"}
    (at / "b.json").write_text(json.dumps(changed, default=str), "utf-8")
    code, out, _ = run(capsys, "reply", "--data", "b.json", "--check", "答复.docx")
    assert code == 1
    assert "文号“示政公开答〔2026〕8号”被改动或者删除" in out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "没有写文书种类"),
        (("P99", "--data", "事实.json", "-o", "a.txt"), "没有“P99”这种文书"),
        (("P03",), "没有给出事实"),
        (("P03", "--data", "事实.json"), "不知道要做什么"),
        (("P03", "--data", "没有.json", "-o", "a.txt"), "没有.json：没有这个文件或文件夹"),
        (("P03", "--data", "事实.json", "-o", "事实.json"), "不能写成“.json”的文件"),
        (("P03", "--data", "事实.json", "-o", "没有/a.txt"), "所在的文件夹不存在"),
        (("P04", "--data", "事实.json", "-o", "a.txt"), "事实.json：不认识“corrections”"),
        (("P03", "--data", "事实.xml", "-o", "a.txt"), "事实.xml：不是 .json 或 .toml 文件"),
        (("P03", "--data", "twice.json", "-o", "a.txt"), "“organ”写了两次"),
        (("P03", "--data", "list.json", "-o", "a.txt"), "最外层不是一组事实"),
        (("P03", "--data", "bad.toml", "-o", "a.txt"), "不是正确的 TOML"),
        (("P03", "--data", "gbk.json", "-o", "a.txt"), "不是 UTF-8 编码"),
        (("P03", "--data", "deep.json", "-o", "a.txt"), "不是正确的 JSON"),
        (("P03", "--data", "事实.json", "--check", "事实.json"), "事实.json：Word 文档已损坏或不完整"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(at, capsys, arguments, words):
    (at / "twice.json").write_text('{"organ": "a", "organ": "b"}')
    (at / "list.json").write_text("[1]")
    (at / "bad.toml").write_text("a = ")
    (at / "gbk.json").write_bytes('{"机关": 1}'.encode("gbk"))
    (at / "deep.json").write_text("[" * 100_000)
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_an_input_is_never_overwritten(at, capsys):
    (at / "事实.txt").symlink_to(at / "事实.json")
    before = (at / "事实.json").read_bytes()
    code, _, err = run(capsys, "P03", "--data", "事实.json", "-o", "事实.txt")
    assert code == 2
    assert "就是输入的文件，不能覆盖" in err
    assert (at / "事实.json").read_bytes() == before
