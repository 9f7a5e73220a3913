"""What a file must be before it is taken as evidence."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品规则：证据材料接收"


@regulation("EV-01", _("文件是空的，请重新选择。"), source=_OWN)
def not_empty(size: int) -> bool:
    return size > 0


@regulation("EV-02", _("文件超过 20 MB，请压缩或拆分后再传。"), source=_OWN)
def within_limit(size: int) -> bool:
    return size <= settings.UPLOAD_MAX_BYTES


@regulation("EV-03", _("文件内容不是 PDF、JPG 或 PNG，不能接收；改后缀名无效。"), source=_OWN)
def known_content(kind: str) -> bool:
    return bool(kind)


@regulation(
    "EV-04", _("图片尺寸过大，单边不得超过 12000 像素，总数不得超过 5000 万像素。"), source=_OWN
)
def sane_pixels(width: int, height: int) -> bool:
    return max(width, height) <= 12_000 and width * height <= 50_000_000


@regulation("EV-05", _("24 小时内上传的材料总量已达上限，请明天再传。"), source=_OWN)
def within_quota(byte_count: int) -> bool:
    return byte_count <= settings.UPLOAD_DAY_BYTES


_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_ZIP_END = b"PK\x05\x06"
_NAME_ENDS = frozenset(b" \t\r\n\x00\x0c()<>[]{}/%")


def _names(content: bytes, name: bytes) -> bool:
    """Whether a PDF name stands in the content as a whole word."""
    start = content.find(name)
    while start >= 0:
        end = start + len(name)
        if end >= len(content) or content[end] in _NAME_ENDS:
            return True
        start = content.find(name, end)
    return False


@regulation(
    "EV-06",
    _("PDF 带有脚本、附件或其他可执行内容，不能接收；请打印成普通 PDF 再传。"),
    source=_OWN,
)
def passive(content: bytes) -> bool:
    return _ZIP_END not in content and not any(_names(content, name) for name in _ACTIVE)


_WORD = "产品规则：Word文件接收"


@regulation(
    "EV-07",
    _("文件不是完好的Word文档（.docx），不能接收；旧格式（.doc）和模板请另存为 .docx。"),
    source=_WORD,
)
def is_word(why: str) -> bool:
    return why != "word"


@regulation("EV-08", _("Word文档展开后过大，或者文字过长，不能接收。"), source=_WORD)
def word_is_bounded(why: str) -> bool:
    return why != "large"


@regulation("EV-09", _("Word文档带有宏，不能接收；请另存为不带宏的 .docx。"), source=_WORD)
def word_has_no_macros(why: str) -> bool:
    return why != "macros"


@regulation("EV-10", _("Word文档里嵌有其他文件或者控件，不能接收；请删去后再传。"), source=_WORD)
def word_embeds_nothing(why: str) -> bool:
    return why != "embedded"


@regulation(
    "EV-11",
    _("Word文档里有指向别处的链接、模板或者取数域，不能接收；请取消超链接后再传。"),
    source=_WORD,
)
def word_points_nowhere(why: str) -> bool:
    return why != "outside"


of_word = (
    is_word,
    word_is_bounded,
    word_has_no_macros,
    word_embeds_nothing,
    word_points_nowhere,
)
