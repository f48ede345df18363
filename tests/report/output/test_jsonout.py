import json

from gongkai.report.output import jsonout
from gongkai.report.output.checked import Checked
from tests.report.output import made


def test_the_document_has_the_keys_of_the_contract_and_no_other():
    data = json.loads(jsonout.render([made.checked()]))
    (file,) = data["files"]
    assert list(data) == ["files"]
    assert list(file) == ["file", "report", "findings", "summary"]
    assert file["report"] == {"organ": "示例市示例区示例镇人民政府", "year": 2023, "form": "2021"}
    assert file["summary"] == {"error": 2, "warning": 1, "info": 1, "uncertain": 1}
    assert file["findings"][1] == {
        "code": "N001",
        "name": "row-total-differs",
        "level": "warning",
        "certain": True,
        "message": "行名多写了「到」",
        "where": {"part": "table3", "row": "new", "column": None, "text": "新收到"},
        "cites": ["《中华人民共和国政府信息公开条例》第五十条第（四）项"],
        "fix": {"replace": "新收到", "with": "新收"},
    }


def test_a_finding_that_only_a_person_can_mend_has_no_fix():
    assert json.loads(jsonout.render([made.checked()]))["files"][0]["findings"][0]["fix"] is None


def test_an_unusable_file_stands_with_its_sentence():
    assert json.loads(jsonout.render([Checked("坏.docx", None, (), "打不开")])) == {"files": [{"file": "坏.docx", "error": "打不开"}]}
