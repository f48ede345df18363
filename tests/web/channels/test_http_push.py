"""Pushing JSON: what goes out, what each answer means, and what is tried again."""

from __future__ import annotations

import base64
import http.server
import json
import threading
from datetime import timedelta

import pytest

from gongkai.web.channels.base import Outcome, Said
from gongkai.web.channels.registry import by_key
from support.envelopes import ENVELOPE, MOMENT, page

SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts but attacks

PUSH = by_key("http_push")
MAP = [
    {"label": "data.title", "source": "title"}, {"label": "data.body", "source": "html"}, {"label": "data.meta.indexNo", "source": "field:索引号"},
    {"label": "data.date", "source": "published_on", "pattern": "%Y/%m/%d"}, {"label": "site", "source": "fixed:示例镇"},
]  # fmt: skip


class System:
    """Another office's system: ``answers`` are given one after the other, the last for ever; ``asked`` is what came."""

    def __init__(self) -> None:
        system = self
        self.answers: list[tuple[int, str, dict[str, str]]] = [(200, '{"code": 0, "data": {"id": 77}}', {})]
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                system.asked.append((self.command, self.path, dict(self.headers), body))
                status, text, headers = system.answers.pop(0) if len(system.answers) > 1 else system.answers[0]
                data = text.encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = answer  # noqa: N815 - names of the standard library
            do_POST = answer  # noqa: N815
            do_PUT = answer  # noqa: N815
            do_DELETE = answer  # noqa: N815

            def log_message(self, *args) -> None:
                """Tests read ``asked``."""

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        self.host = f"127.0.0.1:{self.http.server_address[1]}"
        self.settings = {
            "url": f"http://{self.host}/api/items", "secret": "s3cret", "headers": {"X-Site": "12"}, "field_map": MAP, "success_path": "code", "success_values": "0\n200",
            "reference_path": "data.id", "address_path": "data.url", "message_path": "msg", "already": "409", "inner_hosts": [self.host],
        }  # fmt: skip

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def system():
    made = System()
    yield made
    made.close()


def pushed(system, **more):
    return PUSH.deliver(ENVELOPE, {**system.settings, **more}, MOMENT)


def test_the_item_goes_out_as_configured_with_a_key_that_stays_the_same(system):
    pushed(system, files="base64", files_path="data.files")
    pushed(system)
    (method, path, headers, body), again = system.asked
    sent = json.loads(body)
    assert (method, path, headers["Authorization"], headers["X-Site"]) == ("POST", "/api/items", "Bearer s3cret", "12")
    assert (sent["data"]["title"], sent["data"]["meta"], sent["data"]["date"], sent["site"]) == (
        ENVELOPE.title, {"indexNo": "11000000000000000X/2026-00012"}, "2026/03/02", "示例镇",
    )  # fmt: skip
    assert [each["name"] for each in sent["data"]["files"]] == ["申报表.docx", "补助对象名单.pdf"]
    assert base64.b64decode(sent["data"]["files"][1]["content"]) == b"%PDF-list"
    assert headers["Idempotency-Key"] == again[2]["Idempotency-Key"] == ENVELOPE.key


def test_taken_is_not_yet_public(system):
    receipt = pushed(system)
    assert (receipt.outcome, receipt.reference) == (Outcome.WAITING, "77")
    assert pushed(system, means="published").outcome is Outcome.RECEIVED


def test_an_address_in_the_answer_is_fetched_and_compared(system, site):
    address = site.put("/a", page())
    system.answers = [(200, json.dumps({"code": "200", "data": {"id": "9", "url": address}}), {})]
    hosts = {"inner_hosts": [system.host, site.host]}
    receipt = pushed(system, **hosts)
    assert (receipt.outcome, receipt.address, receipt.reference) == (Outcome.RECEIVED, address, "9")
    site.put("/a", "later", status=500)
    waiting = pushed(system, **hosts)
    assert waiting.outcome is Outcome.WAITING
    assert PUSH.ask(waiting, ENVELOPE, {**system.settings, **hosts}, MOMENT).outcome is Outcome.WAITING
    site.put("/a", page())
    found = PUSH.ask(waiting, ENVELOPE, {**system.settings, **hosts}, MOMENT)
    assert (found.outcome, found.reference) == (Outcome.RECEIVED, "9")
    assert len(system.asked) == 2  # looking sends nothing again


@pytest.mark.parametrize(("status", "body", "outcome"), [
    (500, "", Outcome.FAILED), (503, "busy", Outcome.FAILED), (429, "", Outcome.FAILED), (408, "", Outcome.FAILED), (400, '{"msg": "标题重复"}', Outcome.REFUSED),
    (401, "", Outcome.REFUSED), (403, "", Outcome.REFUSED), (404, "", Outcome.REFUSED), (422, "", Outcome.REFUSED), (301, "", Outcome.REFUSED), (200, '{"code": 5}', Outcome.REFUSED),
    (200, "<html>login</html>", Outcome.REFUSED), (200, "", Outcome.REFUSED), (409, '{"data": {"id": 5}}', Outcome.WAITING), (200, '{"code": false}', Outcome.REFUSED),
    (200, "[" * 50_000, Outcome.REFUSED),
])  # fmt: skip
def test_each_answer_says_whether_trying_again_can_help(system, status, body, outcome):
    system.answers = [(status, body, {})]
    receipt = pushed(system)
    assert receipt.outcome is outcome
    assert str(status) in receipt.words or outcome is Outcome.WAITING
    if "标题重复" in body:
        assert "标题重复" in receipt.words


def test_it_fails_three_times_and_then_goes_through(system):
    system.answers = [(503, "", {"Retry-After": "120"}), (502, "", {}), (500, "", {}), (200, '{"code": 0, "data": {"id": 1}}', {})]
    receipts = [pushed(system) for _ in range(4)]
    assert [each.outcome for each in receipts] == [Outcome.FAILED] * 3 + [Outcome.WAITING]
    assert receipts[0].evidence["retry_after"] == 120
    assert len({headers["Idempotency-Key"] for _, _, headers, _ in system.asked}) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Mon, 02 Mar 2026 02:05:00 GMT", 300),
        ("Mon, 02 Mar 2020 02:05:00 GMT", None),
        ("soon", None),
        ("999999999", 86_400),
        ("-5", None),
        ("", None),
    ],
)
def test_when_to_come_again_is_read_in_every_form(system, value, seconds):
    system.answers = [(503, "", {"Retry-After": value})]
    assert pushed(system).evidence.get("retry_after") == seconds


def test_nobody_there_is_tried_again_and_a_forbidden_address_is_not(system):
    system.close()
    assert pushed(system).outcome is Outcome.FAILED
    assert pushed(system, inner_hosts=[]).outcome is Outcome.REFUSED


def test_the_state_is_asked_for_by_the_reference(system):
    waiting = pushed(system)
    settings = {**system.settings, "ask_url": f"http://{system.host}/api/items/{{reference}}/state", "means": "published"}
    assert PUSH.ask(waiting._replace(reference="7/7?x"), ENVELOPE, settings, MOMENT).outcome is Outcome.RECEIVED
    assert system.asked[-1][:2] == ("GET", "/api/items/7%2F7%3Fx/state")
    assert system.asked[-1][2]["Authorization"] == "Bearer s3cret"
    system.answers = [(500, "", {})]
    assert PUSH.ask(waiting, ENVELOPE, settings, MOMENT).outcome is Outcome.WAITING
    assert PUSH.ask(waiting, ENVELOPE, system.settings, MOMENT + timedelta(days=1)).outcome is Outcome.WAITING


def test_withdrawing_goes_through_the_interface_or_by_hand(system, site):
    waiting = pushed(system)
    settings = {**system.settings, "withdraw_url": f"http://{system.host}/api/items/{{reference}}", "inner_hosts": [system.host, site.host]}
    assert PUSH.withdraw(waiting, ENVELOPE, settings, MOMENT).outcome is Outcome.RECEIVED
    assert system.asked[-1][:2] == ("DELETE", "/api/items/77")
    shown = waiting._replace(address=site.put("/a", page()))
    assert PUSH.withdraw(shown, ENVELOPE, settings, MOMENT).outcome is Outcome.WAITING
    site.put("/a", "<p>没有了</p>")
    assert PUSH.withdraw(shown, ENVELOPE, settings, MOMENT).outcome is Outcome.RECEIVED
    system.answers = [(403, "", {})]
    assert PUSH.withdraw(waiting, ENVELOPE, settings, MOMENT).outcome is Outcome.REFUSED
    assert "请到对方系统撤下" in PUSH.withdraw(waiting, ENVELOPE, system.settings, MOMENT).words


def test_a_person_may_give_the_address(system, site):
    said = Said(address=site.put("/a", page()), person="经办人甲")
    assert PUSH.confirm(said, ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED


def test_the_secret_stands_in_no_receipt(system):
    for answer in ((200, '{"code": 0}', {}), (401, "no", {}), (500, "no", {})):
        system.answers = [answer]
        assert "s3cret" not in str(pushed(system))


def test_wrong_settings_are_all_named():
    wrong = {
        "url": f"ftp{SLASHES}x", "method": "GET", "headers": "not json", "secret": "密钥", "success_path": "code", "already": "4xx", "means": "?", "ask_url": "https://a.example/",
        "inner_hosts": "no-port",
    }  # fmt: skip
    reasons = PUSH.why_not(wrong)
    assert len(reasons) == 9
    assert all(reason.endswith("。") for reason in reasons)
    assert PUSH.why_not({}) == ["请填写接口地址。", "对方收下以后还要审核的，请写明答复里网址或者编号的字段，否则不知道有没有公开。"]
    smuggled = {"url": "https://a.example/", "means": "published", "headers": {"X": "a\r\nY: b", "Host": "inner", "Idempotency-Key": "x"}}
    assert len(PUSH.why_not(smuggled)) == 3
    assert PUSH.deliver(ENVELOPE, smuggled, MOMENT).outcome is Outcome.REFUSED
