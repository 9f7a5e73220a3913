"""The ways out of the system. Inside it everybody has their messages; only mail leads outside.

Another way (a gateway of the county) is one more class here, registered by name.
"""

from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

MAIL = "MAIL"


class Channel(Protocol):
    """A way to say that something waits. It gets a number and never a word about what."""

    def is_ready(self) -> bool:
        """Say whether this installation can use it."""

    def send(self, address: str, count: int) -> None:
        """Say that so many messages wait.

        :raises OSError: it did not go out and may be tried again (smtplib's errors are such)
        """


class Mail:
    def is_ready(self) -> bool:
        return bool(settings.EMAIL_HOST)

    def send(self, address: str, count: int) -> None:
        with translation.override("zh-hans"):
            subject = _("您有新的待办事项")
            text = _("您有新的待办事项（%(count)s 条），请登录系统查看。") % {"count": count}
            end = _("本邮件由系统自动发送，请勿回复。")
        EmailMessage(subject, f"{text}\n\n{end}\n", to=[address]).send()


_channels: dict[str, Channel] = {MAIL: Mail()}


def named(code: str) -> Channel:
    return _channels[code]


def ready() -> list[str]:
    """Answer the codes of the ways that this installation can use."""
    return [code for code, channel in _channels.items() if channel.is_ready()]
