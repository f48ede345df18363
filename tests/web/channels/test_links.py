"""Dead links are found within bounds, and asking for them opens nothing inside."""

from __future__ import annotations

from gongkai.lib.network.faults import Unreached
from gongkai.web.channels.links import MOST, Checked, addresses_in, check_links
from support.wires import PAGE, Wires, answer, redirect

SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts but attacks


def checked(addresses, wires, pause=lambda seconds: None, **more):
    return check_links(addresses, network=wires, pause=pause, **more)


def test_addresses_come_from_links_and_from_the_text_each_once():
    html = '<p><a href="https://www.example/a">甲</a><a href="attachment:表.docx">表</a><a href="mailto:a@example.com">信</a><a href="/b">乙</a></p>'
    text = "见 https://www.example/a 和（http://other.example/x?y=1）。网址：https://third.example/c，谢谢"
    assert addresses_in(html, text) == ["https://www.example/a", "http://other.example/x?y=1", "https://third.example/c"]


def test_each_address_is_told_what_a_reader_finds():
    said = {
        b"fine": PAGE, b"dead": answer(b"no", 404), b"gone": answer(b"no", 410), b"broken": answer(b"no", 503), b"walled": answer(b"no", 412),
        b"sorry": answer("<title>404 页面不存在</title>".encode()), b"moved": redirect("/fine"), b"tolist": redirect(f"http{SLASHES}10.0.0.1/"),
    }  # fmt: skip
    wires = Wires({"inner.example": [["192.168.0.9"]]}, lambda request: said[request.split()[1].strip(b"/")])
    found = {each.address.rpartition("/")[2]: each for each in checked([f"http://site.example/{name.decode()}" for name in said], wires)}
    assert {name: each.ok for name, each in found.items()} == {
        "fine": True, "dead": False, "gone": False, "broken": False, "walled": None, "sorry": None, "moved": True, "tolist": False,
    }  # fmt: skip
    assert found["dead"].words == "网页不存在（404），请改正或者删去链接。"
    (inner,) = checked(["http://inner.example/"], wires)
    assert inner.ok is False
    assert inner.words.startswith("公众打不开这个链接")
    assert {address for address, _ in wires.opened} == {"93.184.216.34"}


def test_nothing_inside_is_asked_however_it_is_written():
    wires = Wires({})
    found = checked(
        [
            "http://127.0.0.1/",
            f"http{SLASHES}[::1]/",
            f"http{SLASHES}2130706433/",
            f"http{SLASHES}169.254.169.254/latest",
            "file:///etc/passwd",
            f"http{SLASHES}a@b.example/",
        ],
        wires,
    )
    assert [each.ok for each in found] == [False] * 6
    assert wires.opened == []


def test_one_host_is_not_hurried_and_each_address_is_asked_once():
    pauses: list[float] = []
    wires = Wires({})
    checked(["http://a.example/1", "http://a.example/2", "http://b.example/", "http://a.example/1"], wires, pause=pauses.append)
    assert (len(wires.asked), len(pauses)) == (3, 1)


def test_the_number_and_the_time_are_bounded_and_the_rest_is_said():
    wires = Wires({})
    found = checked([f"http://a.example/{number}" for number in range(MOST + 5)], wires)
    assert (len(wires.asked), [each.ok for each in found[MOST:]]) == (MOST, [None] * 5)
    moments = iter(range(0, 9000, 25))
    late = checked([f"http://a.example/{number}" for number in range(4)], wires, clock=lambda: next(moments))
    assert late[-1] == Checked("http://a.example/3", None, "链接太多，没有来得及检查，请人工点开看。")


def test_a_large_file_is_not_read_to_its_end():
    wires = Wires({}, lambda request: answer(bytes(3_000_000)))
    assert checked(["http://a.example/large.zip"], wires)[0].ok


def test_a_site_that_is_not_there_is_dead():
    class Nowhere(Wires):
        def resolve(self, host, port, deadline):
            raise Unreached("查不到这个域名", "请核对网址", f"“{host}”")

    assert checked(["http://nowhere.example/"], Nowhere({}))[0].words == "打不开：“nowhere.example”查不到这个域名，请核对网址。"
