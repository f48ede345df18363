"""Files of a case: the type found from the content, kept by default, nothing active, and identity proofs only after a recorded look."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.applications.models import Reveal
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile
from support import web

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"x" * 20


def stored(application, data=PNG, name="扫描件.png"):
    return files.store(
        name=name, data=data, purpose="material", stream=application.pk, organ=application.organ_id, by="x", moment=web.at(web.MONDAY)
    )  # fmt: skip


def test_a_file_is_kept_by_default_and_shown_only_when_asked(application, officer, enter):
    client = enter(officer, web.at(web.MONDAY))
    address = f"/desk/files/{stored(application).pk}"
    kept, shown = client.get(address), client.get(address, {"show": "1"})
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.content == PNG


def test_a_text_named_html_is_never_shown_as_a_page(application, officer, enter):
    address = f"/desk/files/{stored(application, '名单：<script>alert(1)</script>'.encode(), 'x.html').pk}"
    response = enter(officer, web.at(web.MONDAY)).get(address, {"show": "1"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_another_organs_file_does_not_exist(application, outsider, supervisor, enter):
    address = f"/desk/files/{stored(application).pk}"
    assert enter(outsider, web.at(web.MONDAY)).get(address).status_code == 404
    assert enter(supervisor, web.at(web.MONDAY)).get(address).status_code == 403


def test_a_held_scan_without_case_is_open_to_its_organ_only(town, officer, outsider, enter):
    held = files.store(name="a.png", data=PNG, purpose="intake.material", stream=None, organ=town.pk, by="x", moment=web.at(web.MONDAY))
    assert enter(outsider, web.at(web.MONDAY)).get(f"/desk/files/{held.pk}").status_code == 404


def test_an_identity_proof_opens_only_after_a_recorded_look(application, officer, enter):
    proof = stored(application)
    application.people.update(proof=proof)
    client = enter(officer, web.at(web.MONDAY))
    assert client.get(f"/desk/files/{proof.pk}").status_code == 403
    assert client.post(f"/desk/files/{proof.pk}/look", {"why": "核对身份证明"}, follow=True).content == PNG
    assert Reveal.objects.get().why == "核对身份证明"


def test_a_leader_does_not_open_identity_proofs(application, leader, enter):
    proof = stored(application)
    application.people.update(proof=proof)
    assert enter(leader, web.at(web.MONDAY)).post(f"/desk/files/{proof.pk}/look", {"why": "x"}).status_code == 403


def test_an_officer_puts_material_into_the_case(application, officer, enter, text):
    client = enter(officer, web.at(web.MONDAY))
    given = {"purpose": "search_record", "file": SimpleUploadedFile("检索.png", PNG)}
    assert "检索.png 检索记录，" in text(client.post(f"/desk/cases/{application.pk}/files", given, follow=True))
    assert StoredFile.objects.get().purpose == "search_record"


@pytest.mark.parametrize(
    ("purpose", "data", "said"), [("x", PNG, "材料种类"), ("material", b"<html></html>", "不是可以接收的文件"), ("material", b"", "空文件")]
)
def test_what_is_not_taken_is_said(application, officer, enter, text, purpose, data, said):
    given = {"purpose": purpose, "file": SimpleUploadedFile("a.html", data)}
    assert said in text(enter(officer, web.at(web.MONDAY)).post(f"/desk/cases/{application.pk}/files", given, follow=True))
    assert not StoredFile.objects.exists()


def test_an_erased_file_is_gone(application, officer, enter):
    found = stored(application)
    files.erase(found, web.MONDAY)
    assert enter(officer, web.at(web.MONDAY)).get(f"/desk/files/{found.pk}").status_code == 404
