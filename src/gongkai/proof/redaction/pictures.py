"""Pictures without what they carry beside their pixels."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.pictures import kind_of, metadata

_PIXELS = 60_000_000
_SAVE: dict[str, tuple[str, dict[str, Any]]] = {
    "jpeg": ("JPEG", {"quality": 92, "subsampling": "keep"}),
    "png": ("PNG", {"optimize": False}),
    "gif": ("GIF", {"save_all": True}),
    "tiff": ("TIFF", {"compression": "tiff_deflate"}),
}


def cleaned(data: bytes) -> bytes:
    """The picture, written anew from its pixels when it carries anything else; the very bytes when it does not.

    Raises UnusableInput for a picture that cannot be read: what is in it is not known.
    """
    kind = kind_of(data)
    if not kind or not any(metadata(data, "")):
        return data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _written(data, kind)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, KeyError, TypeError) as error:
        raise UnusableInput("有一张图片读不出来，没法去掉它的拍摄信息", "请换一张图片再试") from error


def _written(data: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > _PIXELS:
            raise UnusableInput("有一张图片过大", "请缩小后再试")
        name, options = _SAVE[kind]
        turned = picture if kind == "gif" else ImageOps.exif_transpose(picture)
        if name == "JPEG" and turned is not picture:
            options = {**options, "subsampling": -1}
        profile = picture.info.get("icc_profile")
        turned.info = {key: value for key, value in turned.info.items() if key in ("transparency", "duration", "loop", "background")}
        buffer = io.BytesIO()
        extra: dict[str, Any] = {"icc_profile": profile} if profile and name != "GIF" else {}
        try:
            turned.save(buffer, name, **options, **extra)
        except ValueError:
            turned.save(buffer, name, **extra)
        return buffer.getvalue()
