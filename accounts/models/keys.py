"""接口密钥: what another system shows to read a county's rows. Only its keyed hash is kept."""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import IMPERSONAL, KeyScope, KeyState
from accounts.models.users import User

LONGEST = timedelta(days=366)  # a key's life, a leap year's length at most


class InterfaceKeyQuerySet(models.QuerySet["InterfaceKey"]):
    def shown_to(self, user: User) -> Self:
        """All for the three administrators, none for anybody else."""
        return self.all() if user.duty else self.none()

    def live(self, at: datetime) -> Self:
        """Those that open something at an instant: confirmed where they must be, not over."""
        sure = Q(confirmed_at__isnull=False) | Q(scopes__contained_by=list(IMPERSONAL))
        return self.filter(sure, withdrawn_at=None, expires_at__gt=at)


class InterfaceKey(models.Model):
    """One system's key to one county and to some scopes.

    Who made it does not confirm it. `window_*` count the requests of the present minute; the last
    of them is when it was used last.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    title = models.CharField(_("对方系统"), max_length=60)
    scopes = ArrayField(models.CharField(max_length=8, choices=KeyScope), verbose_name=_("范围"))
    basis = models.CharField(_("共享依据"), max_length=200)
    networks = ArrayField(models.CharField(max_length=43), default=list, verbose_name=_("来源网段"))
    prefix = models.CharField(_("前缀"), max_length=8, unique=True)
    digest = models.CharField(_("校验值"), max_length=64)
    expires_at = models.DateTimeField(_("到期时间"))
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    overlap_days = models.PositiveSmallIntegerField(_("新旧并用天数"), default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("生成时间"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("收回时间"), null=True)
    window_at = models.DateTimeField(_("最近使用"), null=True)
    window_count = models.PositiveIntegerField(_("本分钟次数"), default=0)

    objects = InterfaceKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at"))
                & Q(expires_at__lte=F("made_at") + LONGEST),
                name="interfacekey_lives_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(scopes=[]) & ~Q(basis="") & ~Q(title=""),
                name="interfacekey_says_what_for",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="interfacekey_confirmed_by_with_at",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by")),
                name="interfacekey_two_people",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="interfacekey_withdrawn_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_made_stays",
                fields=[
                    "county", "title", "scopes", "basis", "networks", "prefix", "digest",
                    "replaces", "overlap_days", "made_by", "made_at",
                ],
            ),
            pgtrigger.Protect(
                name="withdrawn_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} {self.prefix}"

    @property
    def is_personal(self) -> bool:
        """Whether it reads anything about a person."""
        return any(scope not in IMPERSONAL for scope in self.scopes)

    def state(self, at: datetime) -> KeyState:
        """Where it stands at an instant."""
        if self.withdrawn_at:
            return KeyState.WITHDRAWN
        if at >= self.expires_at:
            return KeyState.OVER
        waits = self.is_personal and self.confirmed_at is None
        return KeyState.WAITING if waits else KeyState.LIVE
