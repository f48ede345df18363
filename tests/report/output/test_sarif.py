import json

from gongkai.report.output import sarif
from gongkai.report.output.checked import Checked
from gongkai.report.rules import RULES
from tests.report.output import made


def run_of(*items):
    log = json.loads(sarif.render(items))
    assert log["version"] == "2.1.0"
    return log["runs"][0]


def test_every_rule_is_described_with_its_page():
    described = run_of(made.checked())["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == [rule.code for rule in RULES]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in described)


def test_levels_are_those_of_sarif_and_what_is_uncertain_is_only_a_note():
    levels = [(result["ruleId"], result["level"]) for result in run_of(made.checked())["results"]]
    assert levels == [("S001", "error"), ("N001", "warning"), ("N010", "note"), ("L001", "note"), ("F099", "error")]


def test_a_place_is_a_logical_location_of_the_file():
    location = run_of(made.checked())["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "%E6%9F%90%E9%95%87/%E5%B9%B4%E6%8A%A5%201.txt", "index": 0}
    assert location["logicalLocations"] == [{"name": "总计", "fullyQualifiedName": "table3.granted.总计", "kind": "element"}]


def test_a_mend_replaces_exactly_the_wrong_words_of_the_text_as_read():
    run = run_of(made.checked())
    result = next(result for result in run["results"] if result["ruleId"] == "N010")
    change = result["fixes"][0]["artifactChanges"][0]
    text = run["artifacts"][change["artifactLocation"]["index"]]["contents"]["text"]
    (replacement,) = change["replacements"]
    start, length = replacement["deletedRegion"]["charOffset"], replacement["deletedRegion"]["charLength"]
    mended = text[:start] + replacement["insertedContent"]["text"] + text[start + length :]
    assert mended == text.replace("准确的将", "准确地将")


def test_words_that_stand_twice_get_no_position():
    report = made.report()._replace(text="新收到 新收到")
    run = run_of(Checked("a.txt", report, made.findings()[1:2]))
    assert "relatedLocations" not in run["results"][0]
    assert "fixes" not in run["results"][0]


def test_the_second_mention_in_a_part_is_the_second_in_the_text():
    report = made.report()._replace(text="公开\n一、总体情况\n公开，又公开。", sections={"overview": "公开，又公开。"})
    report = report._replace(headings=(made.heading(3),))
    place = made.Place("overview", text="公开", start=4, end=6)
    assert sarif.locate(place, report) == report.text.rindex("公开")


def test_an_unusable_file_is_a_failed_invocation():
    (invocation,) = run_of(Checked("坏.docx", None, (), "打不开"))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "打不开"
