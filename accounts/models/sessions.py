from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """登录: one browser's session, whose, since when and from where; without its row it is over."""

    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(_("登录时间"), null=True)
    seen_at = models.DateTimeField(_("最近活动"), null=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    agent = models.CharField(_("浏览器"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.user} {self.began_at:%F %T}" if self.began_at else "-"
