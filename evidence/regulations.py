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


@regulation("EV-04", _("图片尺寸过大，单边不得超过 12000 像素。"), source=_OWN)
def sane_pixels(width: int, height: int) -> bool:
    return max(width, height) <= 12_000
