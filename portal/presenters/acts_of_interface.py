"""What the acts on keys and words of the interface are called in the trail."""

from django.utils.translation import gettext_lazy as _

ACTS_OF_INTERFACE = {
    "make_hook": _("登记通知地址"),
    "renew_hook": _("更换推送密钥"),
    "pause_hook": _("暂停推送"),
    "resume_hook": _("恢复推送"),
    "close_hook": _("停用通知地址"),
    "resend_word": _("重新推送"),
    "make_key": _("生成接口密钥"),
    "confirm_key": _("确认接口密钥"),
    "withdraw_key": _("收回接口密钥"),
    "send_word": _("推送"),
    "give_up_word": _("放弃推送"),
}
