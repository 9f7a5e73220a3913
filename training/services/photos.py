"""A photo from a phone: looked at by its bytes, made small, without EXIF, before it is kept."""

import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from training.regulations import journals as regulations

_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_QUALITIES = (82, 70, 58, 45)
_SIDES = (regulations.LONGEST, 1280, 1024)
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
)
_FAR_TOO_MANY = 1_000_000  # pixels


def reduced(content: bytes) -> bytes:
    """Answer a photo as a JPEG of at most 1,600 pixels and 300 KB, upright, without EXIF.

    The head alone is read before the number of pixels is judged: a bomb is never unpacked.

    :raises RegulationBroken: JN-03 no picture or too large, JN-04 pixels, JN-06 damaged
    """
    regulations.photo_is_a_picture.check(content.startswith(_HEADS), len(content))
    try:
        with _opened(content) as image:
            regulations.photo_is_sane.check(*image.size)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for its whole process
            image.draft("RGB", (regulations.LONGEST, regulations.LONGEST))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError:  # Pillow's own limit, before ours was asked
        regulations.photo_is_sane.check(_FAR_TOO_MANY, _FAR_TOO_MANY)
    except _UNREADABLE:
        regulations.photo_opens.check(False)
    return _small(upright)


def _opened(content: bytes) -> Image.Image:
    """Read a picture's head only; its size is judged by JN-04."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(content), formats=("JPEG", "PNG"))


def _small(picture: Image.Image) -> bytes:
    """Write the picture with ever less quality, then ever smaller, until it is small enough."""
    written = b""
    for side in _SIDES:
        picture.thumbnail((side, side))
        for quality in _QUALITIES:
            written = _jpeg(picture, quality)
            if len(written) <= regulations.MOST_BYTES:
                return written
    return written


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
