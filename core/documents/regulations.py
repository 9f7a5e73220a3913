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


_HEAD = _("GB/T 9704-2012第7.2条")


@regulation(
    "GW-01",
    _("本系统不处理国家秘密，公文不标注密级和保密期限；涉密事项请改用涉密渠道办理。"),
    source=_("保守国家秘密法第三十条；GB/T 9704-2012第7.2.2条"),
)
def bears_no_secrecy(is_marked: bool) -> bool:
    """The system is no classified one; what must be protected here is a work secret."""
    return not is_marked


@regulation("GW-02", _("上行文须按发文机关的顺序写明签发人，每个机关一人。"), source=_HEAD)
def each_issuer_has_signed(issuers: tuple[str, ...], signers: tuple[str, ...]) -> bool:
    return len(issuers) == len(signers) and all(map(str.strip, signers))


@regulation(
    "GW-03",
    _("联合发文的机关不超过6个，不重复，名称不超过25个字。"),
    source=_("GB/T 9704-2012第7.2.4条"),
)
def issuers_stand_on_paper(issuers: tuple[str, ...], most: int, longest: int) -> bool:
    named = [name for name in issuers if 0 < len(name.strip()) <= longest]
    return 0 < len(issuers) <= most and len(set(named)) == len(issuers)


@regulation("GW-04", _("份号为1至999999的整数，印作6位数字。"), source=_HEAD)
def copy_number_has_six_digits(number: int | None) -> bool:
    return number is None or 1 <= number <= 999_999
