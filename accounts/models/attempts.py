from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSignIn(models.Model):
    """登录失败: an account that exists was tried with a wrong secret. Names tried are not kept."""

    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"), db_index=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    is_locked = models.BooleanField(_("已锁定"), default=False)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.user_id}"
