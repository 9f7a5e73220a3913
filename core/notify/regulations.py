"""What the choice of a reminder demands."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = _("本系统")


@regulation("NT-01", _("开启邮件提醒，须填写正确的邮箱地址。"), source=_OWN)
def address_is_right(is_on: bool, address: str) -> bool:
    if not address:
        return not is_on
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


@regulation("NT-02", _("系统没有配置邮件服务，不能开启邮件提醒，请联系系统管理员。"), source=_OWN)
def mail_is_set_up(is_on: bool, is_ready: bool) -> bool:
    return is_ready or not is_on
