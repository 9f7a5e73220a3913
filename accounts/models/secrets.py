from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerPassword(models.Model):
    """用过的密码: the hash of a password that was set, so that it is not set again too soon."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="former_passwords")
    password = models.CharField(_("密码摘要"), max_length=128)
    set_at = models.DateTimeField(_("设置时间"))

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%F}"
