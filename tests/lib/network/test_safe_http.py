"""No connection reaches an address that is not allowed, whatever a page, a name server or a redirect says."""

from __future__ import annotations

import gzip
import ipaddress
import ssl
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.lib.network.policy import Policy, is_public, policy_of, why_not_policy
from gongkai.lib.network.safe_http import Forbidden, Limits, Unreached, fetch, post
from gongkai.lib.network.target import target
from support.wires import PAGE, Wires, answer, redirect

SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts but attacks

PUBLIC_4, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1::1"
# One address of each special network, from the registries; none of them is for everybody.
SPECIAL = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.8.9.1 169.254.0.1 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::93.184.216.34 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 3fff::1 5f00::1 fc00::1
fd00:ec2::254 fd12:3456::1 fe80::1 fec0::1 ff02::1 ff0e::1 2606:2800::5efe:10.0.0.1 2606:2800::200:5efe:7f00:1
""".split()
# Ways to write 127.0.0.1 and 10.0.0.1 that one or the other program understands.
SPELLINGS = """
127.1 127.0.1 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7F.1 0177.0.0.1 0177.0.0.01 127.0.0.1. 127.000.000.001 0127.0.0.1 10.1 167772161
00000000012.0.0.1 １２７.0.0.1 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① 0x7f.0x0.0x0.0x1 0x 0x. 1 0 0.0 4294967296 127.0.0.1.1 256.1.1.1
[::1] [::ffff:127.0.0.1] [0:0:0:0:0:ffff:7f00:1] [::ffff:a00:1] [::] [fe80::1%25eth0] [fe80::1%eth0] [::1 ::1] [v1.x] [64:ff9b::10.0.0.1]
127.0.0.1%00 127.0.0.1%2e.site.example %31%32%37.0.0.1 127.0.0.1\\.site.example site.example\\@127.0.0.1 127.0.0.1#@site.example
user@127.0.0.1 site.example@127.0.0.1 site.example:80@127.0.0.1 :@127.0.0.1 @127.0.0.1 127.0.0.1:80:80 127.0.0.1: 127.0.0.1:０ 127.0.0.1:99999
""".split()


def refused(url: str, wires: Wires, **more) -> bool:
    try:
        fetch(url, network=wires, **more)
    except (Forbidden, Unreached):
        return True
    return False


@pytest.mark.parametrize("address", SPECIAL)
def test_a_name_that_leads_to_a_special_address_is_not_connected_to(address):
    wires = Wires({"site.example": [[address]]})
    with pytest.raises(Forbidden, match="内部或者保留"):
        fetch("http://site.example/", network=wires)
    assert wires.opened == []


@pytest.mark.parametrize("address", SPECIAL)
def test_one_special_address_among_public_ones_spoils_the_name(address):
    wires = Wires({"site.example": [[PUBLIC_4, address, PUBLIC_6]]})
    assert refused("https://site.example/", wires)
    assert wires.opened == []


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_in_the_url_is_not_connected_to(address):
    wires = Wires({})
    assert refused(f"http://{f'[{address}]' if ':' in address else address}/", wires)
    assert (wires.opened, wires.looked_up) == ([], [])


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_is_connected_to(host):
    wires = Wires({})
    assert refused(f"http://{host}/", wires)
    assert wires.opened == []


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "gopher://site.example/", "ftp://site.example/", "dict://site.example:11211/", "javascript:alert(1)", "//site.example/",
    "site.example", "http:site.example", "http://", "http:///x", "https://site.example:22/", "http://site.example:6379/", "http://site.example:0/",
    f"http{SLASHES}user:secret@site.example/", "http://site.example/a b", "http://site.example/\r\nX: y", "http://site.example/\tx", " http://site.example/",
    "http://site.example\x00/", f"http{SLASHES}site..example/", "http://-site.example/", f"http{SLASHES}si te.example/", "http://site.example\\@inner/", "",
    f"http{SLASHES}[site.example]/", "http://" + "a" * 70 + ".example/", "http://site.example/" + "x" * 3000, f"http{SLASHES}site.example／x/", f"http{SLASHES}[::1/",
])  # fmt: skip
def test_what_is_no_plain_address_of_a_page_is_refused_before_any_look_up(url):
    wires = Wires({})
    with pytest.raises(Forbidden):
        fetch(url, network=wires)
    assert (wires.opened, wires.looked_up) == ([], [])


@pytest.mark.parametrize(
    "address", [PUBLIC_4, PUBLIC_6, "1.1.1.1", "223.255.255.255", "100.63.255.255", "100.128.0.1", "172.32.0.1", "240e::1"]
)
def test_a_public_address_is_connected_to(address):
    wires = Wires({"site.example": [[address]]})
    assert fetch("https://site.example/a", network=wires).body == b"ok"
    assert wires.opened == [(address, 443)]


def test_a_name_that_changes_its_mind_is_looked_up_once_and_the_checked_address_is_used():
    wires = Wires({"rebinding.example": [[PUBLIC_4], ["127.0.0.1"]]})
    assert fetch("http://rebinding.example/", network=wires).body == b"ok"
    assert (wires.looked_up, wires.opened) == (["rebinding.example"], [(PUBLIC_4, 80)])
    assert refused("http://rebinding.example/", wires)
    assert wires.opened == [(PUBLIC_4, 80)]


def test_a_name_that_changes_between_redirects_is_checked_each_time():
    wires = Wires({"rebinding.example": [[PUBLIC_4], ["169.254.169.254"]]}, lambda request: redirect("/again"))
    assert refused("http://rebinding.example/", wires)
    assert wires.opened == [(PUBLIC_4, 80)]


@pytest.mark.parametrize("location", [
    "http://127.0.0.1/", "//10.0.0.1/", f"http{SLASHES}[::ffff:10.0.0.1]/", f"http{SLASHES}169.254.169.254/latest", "http://inner.example/", "https://site.example:22/",
    "file:///etc/passwd", "gopher://site.example/", f"http{SLASHES}user@site.example/", f"http{SLASHES}2130706433/", "http://site.example/\x0bx", "http:////10.0.0.1/",
    "\\\\10.0.0.1\\x", f"http{SLASHES}0x7f.1/",
])  # fmt: skip
def test_a_redirect_is_checked_like_a_first_address(location):
    wires = Wires({"inner.example": [["192.168.1.1"]]}, lambda request: redirect(location))
    assert refused("http://site.example/", wires)
    assert {address for address, _ in wires.opened} == {PUBLIC_4}


def test_redirects_are_followed_and_told_and_end_after_five():
    chain = {b"/1": redirect("/2"), b"/2": redirect("https://other.example/3", 301)}
    wires = Wires({}, lambda request: chain.get(request.split()[1], PAGE))
    found = fetch("http://site.example/1", network=wires)
    assert (found.url, found.trail) == ("https://other.example/3", ("http://site.example/1", "http://site.example/2"))
    assert wires.secured == ["other.example"]
    endless = Wires({}, lambda request: redirect("/round"))
    with pytest.raises(Unreached, match="跳转超过 5 次"):
        fetch("http://site.example/", network=endless)
    assert len(endless.opened) == 6


def test_secrets_in_headers_do_not_follow_to_another_site():
    wires = Wires({}, lambda request: redirect("https://other.example/") if b"GET /first" in request else PAGE)
    fetch("http://site.example/first", headers={"Authorization": "Bearer s3cret"}, network=wires)
    assert b"s3cret" in wires.asked[0]
    assert b"s3cret" not in wires.asked[1]


def test_what_is_posted_follows_no_redirect():
    wires = Wires({}, lambda request: redirect("http://other.example/", 307))
    assert post("http://site.example/", body=b"x", network=wires).status == 307
    assert len(wires.opened) == 1


def test_a_server_that_answers_before_it_has_read_everything_is_heard():
    wires = Wires({}, lambda request: answer(b"too large", 413))
    assert post("http://site.example/", body=bytes(5_000_000), network=wires).status == 413


@pytest.mark.parametrize("headers", [{"X": "a\r\nHost: inner"}, {"X": "a\nb"}, {"X\r\nY": "a"}, {"X:": "a"}, {"": "a"}, {"X": ""}, {"X": "中文"}, {"X": "a\0"},
                                     {"Host": "inner"}, {"content-length": "0"}, {"Transfer-Encoding": "chunked"}, {"Cookie": "a=b"}])  # fmt: skip
def test_no_header_smuggles_another(headers):
    wires = Wires({})
    with pytest.raises(Forbidden):
        post("http://site.example/", body=b"", headers=headers, network=wires)
    assert wires.opened == []


def test_certificates_are_checked_for_the_name_and_a_wrong_one_is_a_matter_for_people():
    wires = Wires({})
    wires.certificate = ssl.SSLCertVerificationError("not this name")
    with pytest.raises(Forbidden, match="证书不可信"):
        fetch("https://site.example/", network=wires)
    assert (wires.secured, wires.asked) == (["site.example"], [])


# --- lists of the office -----------------------------------------------------------------------------


def test_an_inner_host_is_reached_by_name_and_port_only_when_listed():
    names = {"cms.inner.example": [["10.1.2.3"]], "other.inner.example": [["10.1.2.4"]]}
    listed = policy_of({"inner_hosts": "CMS.inner.example:8080\n"})
    wires = Wires(names)
    assert fetch("http://cms.inner.example:8080/", policy=listed, network=wires).fine
    assert wires.opened == [("10.1.2.3", 8080)]
    for url in (
        "http://cms.inner.example/",
        "http://other.inner.example:8080/",
        "http://x.cms.inner.example:8080/",
        f"http{SLASHES}10.1.2.3:8080/",
    ):
        assert refused(url, wires, policy=listed)
    assert wires.opened == [("10.1.2.3", 8080)]


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "169.254.0.1", "224.0.0.1", "0.0.0.0", "::ffff:10.0.0.1", "fe80::1"]
)
def test_a_listed_name_opens_no_secrets_of_a_cloud(address):
    wires = Wires({"cms.inner.example": [[address]]})
    assert refused("http://cms.inner.example:8080/", wires, policy=Policy(inner=("cms.inner.example:8080",)))
    assert wires.opened == []


def test_a_redirect_from_a_listed_inner_host_opens_no_other_one():
    wires = Wires(
        {"cms.inner.example": [["10.1.2.3"]], "db.inner.example": [["10.1.2.9"]]}, lambda request: redirect("http://db.inner.example/")
    )
    assert refused("http://cms.inner.example:8080/", wires, policy=Policy(inner=("cms.inner.example:8080",)))
    assert wires.opened == [("10.1.2.3", 8080)]


def test_a_list_of_hosts_shuts_out_all_others():
    only = policy_of({"allowed_hosts": ["www.site.example", ".town.example", "odd.example:8443"]})
    wires = Wires({})
    for url in ("http://www.site.example/", "https://a.town.example/", "http://town.example/", "https://odd.example:8443/"):
        assert fetch(url, policy=only, network=wires).fine
    for url in (
        "http://site.example/",
        "http://xtown.example/",
        "http://www.site.example.evil.example/",
        "https://odd.example/",
        "https://a.town.example:8443/",
    ):
        assert refused(url, wires, policy=only)
    assert len(wires.opened) == 4


def test_wrong_entries_are_all_named():
    settings = {
        "allowed_hosts": "http://a.example\n*.b.example\n.cn\nok.example\n.ok.example",
        "inner_hosts": "cms.example\n.x.example:80\n169.254.169.254:80\n10.0.0.1:8080\n[::1]:80\n[fe80::1]:80",
    }
    assert len(why_not_policy(settings)) == 7
    assert why_not_policy({"allowed_hosts": ["ok.example"], "inner_hosts": []}) == why_not_policy({}) == []


# --- laws ------------------------------------------------------------------------------------------------


def spelled(address: ipaddress.IPv4Address) -> list[str]:
    """The address in the ways that some program or other reads as this address."""
    number, parts = int(address), str(address).split(".")
    octal, hexed = [f"0{int(part):o}" for part in parts], [f"0x{int(part):x}" for part in parts]
    tail = number & 0xFFFFFF
    wide = str(address).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    return [str(address), str(number), f"0{number:o}", f"0x{number:x}", ".".join(octal), ".".join(hexed), f"{parts[0]}.{tail}", f"{octal[0]}.{hexed[1]}.{parts[2]}.{parts[3]}",
            f"{address}.", wide, str(address).replace(".", "。"), f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]", f"[2002:{number >> 16:x}:{number & 65535:x}::1]",
            f"[::ffff:0:{address}]"]  # fmt: skip


INNER_4 = "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/4 240.0.0.0/4"
PRIVATE_4 = st.sampled_from(list(map(ipaddress.IPv4Network, INNER_4.split()))).flatmap(
    lambda network: st.integers(int(network[0]), int(network[-1])).map(ipaddress.IPv4Address)
)


@given(PRIVATE_4.flatmap(lambda address: st.sampled_from(spelled(address))), st.sampled_from(["http", "https", "HTTP"]))
def test_whatever_the_spelling_no_inner_address_is_connected_to(host, scheme):
    wires = Wires({})
    assert refused(f"{scheme}://{host}/", wires)
    assert wires.opened == []


@given(st.lists(st.ip_addresses().map(str), min_size=1, max_size=4))
def test_what_is_connected_to_was_public_and_so_was_everything_beside_it(addresses):
    wires = Wires({"site.example": [addresses]})
    refused("http://site.example/", wires)
    if wires.opened:
        assert all(is_public(ipaddress.ip_address(each)) for each in addresses)
        assert wires.opened == [(str(ipaddress.ip_address(addresses[0])), 80)]


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_for_an_address_gives_a_sentence_or_a_public_connection(host, path):
    wires = Wires({}, lambda request: PAGE)
    refused(f"http://{host}/{path}", wires)
    assert all(is_public(ipaddress.ip_address(address)) and port in (80, 443) for address, port in wires.opened)


@given(st.ip_addresses(v=6))
def test_what_the_standard_library_calls_private_we_do_not_call_public(address):
    if is_public(address):
        assert address.is_global
        assert not any((address.is_private, address.is_multicast, address.is_reserved, address.is_link_local))


@given(st.ip_addresses(v=4))
def test_of_four_bytes_too(address):
    if is_public(address):
        assert address.is_global or address in ipaddress.ip_network("192.31.196.0/24")
        assert not any((address.is_multicast, address.is_reserved))


# --- bounds ------------------------------------------------------------------------------------------------


def test_a_page_larger_than_the_limit_is_refused_or_cut():
    wires = Wires({}, lambda request: answer(b"x" * 5000))
    with pytest.raises(Unreached, match="内容超过"):
        fetch("http://site.example/", limits=Limits(bytes=4096), network=wires)
    assert fetch("http://site.example/", limits=Limits(bytes=4096, cut=True), network=wires).body == b"x" * 4096


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_cut_while_it_unfolds(coding):
    bomb = gzip.compress(bytes(64 * 1024 * 1024)) if coding == "gzip" else zlib.compress(bytes(64 * 1024 * 1024))
    wires = Wires({}, lambda request: answer(bomb, content_encoding=coding))
    with pytest.raises(Unreached, match="内容超过"):
        fetch("http://site.example/", limits=Limits(bytes=1_000_000), network=wires)


def test_packed_pages_are_unpacked_and_broken_ones_are_told():
    page = gzip.compress("示例镇".encode())
    for body, coding, fine in (
        (page, "gzip", True),
        (page[:-9], "gzip", False),
        (b"no", "gzip", False),
        (page, "br", False),
        (page, "gzip, gzip", False),
    ):
        wires = Wires({}, lambda request, body=body, coding=coding: answer(body, content_encoding=coding))
        assert refused("http://site.example/", wires) is not fine
    assert fetch("http://site.example/", network=Wires({}, lambda request: answer(page, content_encoding="gzip"))).body.decode() == "示例镇"


@pytest.mark.parametrize("said", [
    b"", b"hello", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
])  # fmt: skip
def test_a_server_that_breaks_the_rules_gives_a_sentence(said):
    with pytest.raises(Unreached):
        fetch("http://site.example/", limits=Limits(seconds=3), network=Wires({}, lambda request: said))


def test_chinese_paths_and_names_go_out_as_they_must():
    wires = Wires({})
    fetch("http://示例.example/政务公开/通知 .html".replace(" ", ""), network=wires)
    assert wires.looked_up == ["xn--fsq092h.example"]
    assert wires.asked[0].startswith(
        b"GET /%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80/%E9%80%9A%E7%9F%A5.html HTTP/1.1\r\nHost: xn--fsq092h.example\r\n"
    )


@given(st.sampled_from(["/a", "/a?b=1&c=%2e%2e", "/政策/?题=目", "/a%20b"]))
def test_reading_an_address_again_changes_nothing(path):
    once = target(f"http://site.example{path}")
    assert target(str(once)) == once
