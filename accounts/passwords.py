"""The password policy as a profile: 等保 (GB/T 22239-2019, third level) or OWASP ASVS 5.0.

They disagree on complexity and rotation (docs/security.md says how); `PASSWORD_PROFILE` chooses.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
_CONTEXT = ("recall", "ganbu", "zhaohui", "zuzhibu", "zuzhi", "dangwei", "password", "admin")
LONGEST = 128


@dataclass(frozen=True)
class Profile:
    """What a password must be: characters, classes of them, days it lasts, former ones refused."""

    length: int
    classes: int
    days: int
    history: int


PROFILES = {
    "DENGBAO": Profile(length=10, classes=3, days=90, history=5),
    "ASVS": Profile(length=12, classes=0, days=0, history=0),
}


def profile() -> Profile:
    return PROFILES[settings.PASSWORD_PROFILE]


def is_over(set_at: datetime | None, *, at: datetime) -> bool:
    """Answer whether a password set then must be changed now."""
    days = profile().days
    return bool(days and set_at and at - set_at > timedelta(days=days))


class Shape:
    """Length and classes of characters, as the profile asks."""

    def validate(self, password: str, user: Any = None) -> None:
        wanted = profile()
        if not wanted.length <= len(password) <= LONGEST:
            raise ValidationError(self.get_help_text(), code="password_length")
        found = sum(bool(re.search(kind, password)) for kind in _CLASSES)
        if found < wanted.classes:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        wanted = profile()
        if not wanted.classes:
            return _("密码须为 %(low)d 至 %(high)d 个字符。") % {
                "low": wanted.length,
                "high": LONGEST,
            }
        return _(
            "密码须为 %(low)d 至 %(high)d 个字符，并含大写字母、小写字母、数字、符号中的 %(n)d 类。"
        ) % {"low": wanted.length, "high": LONGEST, "n": wanted.classes}


class NoContext:
    """No word of the house, no name or username of the person."""

    def validate(self, password: str, user: Any = None) -> None:
        own = [getattr(user, "username", ""), getattr(user, "name", "")]
        words = [word.lower() for word in own if len(word) > 1] + list(_CONTEXT)
        if any(word in password.lower() for word in words):
            raise ValidationError(self.get_help_text(), code="password_context")

    def get_help_text(self) -> str:
        return _("密码不得含账号、姓名和本系统常用词。")


class NotFormer:
    """None of the passwords used last, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        count = profile().history
        if not count or user is None or user.pk is None:
            return
        rows = user.former_passwords.order_by("-set_at", "-pk").values_list("password", flat=True)
        if any(check_password(password, old) for old in {user.password, *rows[:count]}):
            raise ValidationError(self.get_help_text(), code="password_former")

    def get_help_text(self) -> str:
        return _("不得使用最近 %(n)d 次用过的密码。") % {"n": profile().history}
