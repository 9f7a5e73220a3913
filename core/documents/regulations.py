"""What a signature on a paper, and the file itself, demand."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LAW = _("电子签名法第十三条")


@regulation("DZ-01", _("签名证书不在有效期内，不能用来签名，请更换证书。"), source=_LAW)
def certificate_holds(begins: datetime, ends: datetime, at: datetime) -> bool:
    return begins <= at <= ends


@regulation("DZ-02", _("签名做好以后经不起验证，文件没有发出。"), source=_LAW)
def signature_proves(holds: bool) -> bool:
    return holds


@regulation(
    "DZ-03",
    _("文件与登记的不一致，不能作为原件使用，请联系管理员从备份恢复并查明原因。"),
    source=_("电子签名法第五条"),
)
def stays_unchanged(registered: str, found: str) -> bool:
    """`found` is the stored file's hash, empty if its size differs."""
    return registered == found


@regulation(
    "DZ-04",
    _("公文和表格用到的每个字都须能用公文字体印出，请先更正。"),
    source=_("GB/T 9704-2012；产品规则：公文文本"),
)
def characters_are_drawn(missing: list[str]) -> bool:
    """`missing` names the characters that no face of the product has."""
    return not missing
