"""What is in a zip file: Word, Excel, OpenDocument, or something that no reader can use."""

from __future__ import annotations

from gongkai.lib.archive import Archive, whole
from gongkai.lib.errors import UnusableInput

_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."


def kind(data: bytes) -> str:
    """The reader for the archive. Raises UnusableInput when there is none or the archive is damaged."""
    with whole("文件"):
        names = frozenset(Archive(data).names())
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and _OPEN_DOCUMENT in data[:200]:
        return "office"
    if "OFD.xml" in names:
        raise UnusableInput("是版式文件 OFD，还不能读", "请另存为 PDF 或 Word 再试")
    if "xl/workbook.bin" in names:
        raise UnusableInput("是 .xlsb 二进制表格，还不能读", "请另存为 .xlsx 再试")
    if any(name.startswith("ppt/") for name in names):
        raise UnusableInput("是演示文稿，不是年度报告", "请改用 Word、PDF、网页、表格或文本格式的年度报告")
    raise UnusableInput("是压缩包，里面没有 Word 或表格的正文", "请解压后选其中的年度报告再试")
