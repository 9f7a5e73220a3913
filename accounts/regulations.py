"""What binds the keys by which other systems read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

YEAR = timedelta(days=366)
_LAW = _("个人信息保护法第六条、第二十三条")


@regulation("IF-01", _("接口密钥的有效期不超过一年。"), source=_LAW)
def key_ends_within_a_year(begins: datetime, ends: datetime) -> bool:
    return begins < ends <= begins + YEAR


@regulation("IF-02", _("接口密钥须写明对方系统、共享依据和至少一个范围。"), source=_LAW)
def key_says_what_for(title: str, basis: str, scopes: Iterable[str]) -> bool:
    return bool(title.strip() and basis.strip() and list(scopes))


@regulation("IF-03", _("更换密钥时，新旧并用不超过三十日。"), source=_LAW)
def overlap_is_short(days: int) -> bool:
    return 0 <= days <= 30


@regulation(
    "IF-04",
    _("通知地址须为 https，不带账号和查询串，且不指向未经允许的内部网络。"),
    source=_LAW,
)
def hook_is_fit(is_fit: bool) -> bool:
    return is_fit
