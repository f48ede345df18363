"""Old and foreign office formats (.doc .wps .rtf .odt .xls .et .ods): converted by LibreOffice, then read.

LibreOffice runs with a profile and a home of its own that are thrown away, without macros, without
links to the outside, for at most the seconds that the limits name.
"""

from __future__ import annotations

import os
import shutil
import tempfile

from gongkai.lib import confine, limits
from gongkai.lib.document import Document, Grid, Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import squeeze
from gongkai.report.readers import docx, ole, xlsx

_MEMORY = 4 * 1024 * 1024 * 1024  # of address space; LibreOffice maps far more than it uses
_BOOKS = frozenset({"xls", "ods"})
# Words that stand only in the tables of such a report. Some .doc files lose their tables on conversion.
# How rows of a table end in the text of a .doc file.
_ROW_ENDS = (b"\x07\x00\x07\x00", b"\x07\x07")
_TABLE_WORDS = ("本年度办理结果", "本年制发件数", "本年处理决定数量", "处理决定数量", "申请人情况")
_SETTING = '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "0"),
    # A proxy that is never there: whatever still wants out finds nobody.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
)


def read(data: bytes) -> Document:
    """The document that LibreOffice makes of the file. Raises UnusableInput for anything unusable."""
    form = _form(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnusableInput(
            "读 .doc、.wps 等旧格式需要 LibreOffice，这台机器上没有",
            "请安装 libreoffice-writer（表格另装 libreoffice-calc），或在 Word、WPS 里另存为 .docx 再试",
        )
    try:
        converted = _converted(program, data, form)
    except OSError as error:
        raise UnusableInput("LibreOffice 启动不了", "请在 Word、WPS 里另存为 .docx 再试") from error
    document = xlsx.read(converted) if form in _BOOKS else docx.read(converted)
    if form == "doc":
        _check_tables(document, data)
    return document._replace(kind=form)


def _form(data: bytes) -> str:
    """The suffix of what the bytes are."""
    if data.startswith(ole.MAGIC):
        return ole.kind(data)
    if data.startswith(b"PK"):
        return "ods" if b"opendocument.spreadsheet" in data[:200] else "odt"
    return "rtf" if data.lstrip()[:5] == rb"{\rtf" else "xml"


def _converted(program: str, data: bytes, form: str) -> bytes:
    target = "xlsx" if form in _BOOKS else "docx"
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        profile = os.path.join(folder, "profile")
        os.makedirs(os.path.join(profile, "user"))
        items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as settings:
            settings.write(_PROFILE.format(items=items))
        source = os.path.join(folder, f"input.{form}")
        with open(source, "wb") as file:
            file.write(data)
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nolockcheck", "--nodefault"]
        command += ["--convert-to", target, "--outdir", os.path.join(folder, "out"), source]
        finished = confine.run(command, seconds=limits.OFFICE_SECONDS, memory=_MEMORY, environment=_environment(folder), folder=folder)
        if finished.status is None:
            raise UnusableInput(f"LibreOffice 在 {limits.OFFICE_SECONDS} 秒内没有转换完", "请在 Word、WPS 里另存为 .docx 再试")
        return _result(os.path.join(folder, "out", f"input.{target}"))


def _environment(folder: str) -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }


def _result(path: str) -> bytes:
    if not os.path.isfile(path) or not 0 < os.path.getsize(path) <= limits.UNPACKED_BYTES:
        raise UnusableInput("LibreOffice 打不开这个文件（已损坏、有密码或格式不对）", "请在 Word、WPS 里打开后另存为 .docx 再试")
    with open(path, "rb") as file:
        return file.read()


def _check_tables(document: Document, data: bytes) -> None:
    """A .doc whose last table has no paragraph after it comes out of LibreOffice without that table: refused, not guessed."""
    if any(isinstance(block, Grid) for block in document.blocks):
        return
    text = squeeze("".join(block.text for block in document.blocks if isinstance(block, Paragraph)))
    had_rows = any(mark in data for mark in _ROW_ENDS)
    if had_rows and any(word in text for word in _TABLE_WORDS):
        raise UnusableInput("旧格式转换后表格散开了，数字不可靠", "请在 Word、WPS 里另存为 .docx 再试")
