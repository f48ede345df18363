from gongkai.report.output import plain, text
from gongkai.report.output.checked import Checked
from gongkai.report.output.columns import width_of
from tests.report.output import made


def test_each_finding_shows_its_place_its_sentence_its_mend_and_its_clause():
    page = text.render([made.checked()], width=100)
    assert "S001  三、收到和处理政府信息公开申请情况 · （一）予以公开 · 总计" in page
    assert "六类申请人之和是 4，总计写的是 3，相差 1" in page
    assert "把「新收到」改为「新收」" in page
    assert "《中华人民共和国政府信息公开条例》第五十条第（四）项" in page
    assert "原文：「准确的将」" in page


def test_errors_stand_before_warnings_and_what_is_uncertain_stands_last():
    page = text.render([made.checked()], width=100)
    assert page.index("错误 2 处") < page.index("提醒 1 处") < page.index("提示 1 处") < page.index("存疑（")


def test_no_line_is_wider_than_the_terminal():
    for width in (40, 60, 100):
        assert all(width_of(line) <= width for line in text.render([made.checked()], width=width).splitlines())


def test_colour_comes_only_when_asked_for():
    assert "\033[" not in text.render([made.checked()])
    assert "\033[31;1m" in text.render([made.checked()], colour=True)


def test_a_clause_shared_by_neighbouring_findings_of_one_rule_is_printed_once():
    twice = Checked("年报.txt", made.report(), (made.finding(), made.finding(message="另一行")))
    assert text.render([twice]).count("第五十条") == 1


def test_a_clean_report_is_told_so_and_an_unusable_file_says_why():
    page = text.render([Checked("好.txt", made.report()), Checked("坏.docx", None, (), "文件是空的，请换一份")])
    assert "没有发现问题" in page
    assert "不能使用：文件是空的，请换一份" in page
    assert "共 2 个文件，1 个不能使用" in page


def test_a_report_is_shown_with_its_tables_and_what_is_unsure():
    report = made.report()._replace(unsure=(made.UNSURE,))
    page = plain.show(report, width=100)
    assert "标题：示例市示例区示例镇人民政府2023年政府信息公开工作年度报告" in page
    assert "年度：2023" in page
    assert "（一）予以公开 · 总计：写的是「3?」，看不清" in page
    row = next(line for line in page.splitlines() if line.startswith("规章"))
    assert row.split() == ["规章", "/", "—", "0"]


def test_a_document_cannot_send_commands_to_the_terminal():
    evil = made.report()._replace(title="\x1b]0;x\x07标题\x9b2J")
    bad = made.finding(message="写的是 \x1b[2J")
    for page in (plain.show(evil), text.render([Checked("a\x1b[2J\nb.txt", evil, (bad,))])):
        assert not any((ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 for character in page)
