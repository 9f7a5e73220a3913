from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import DUTIES, RequestKind, RequestState, Role
from accounts.models.users import User

_DUTY_CHOICES = [(duty.value, duty.label) for duty in DUTIES]


class GrantRequestQuerySet(models.QuerySet["GrantRequest"]):
    def shown_to(self, user: User) -> Self:
        """All for the three administrators, none for anybody else."""
        return self.all() if user.duty else self.none()


class GrantRequest(models.Model):
    """授权申请: one duty asks for a change of roles, another confirms it.

    The database keeps that asker and confirmer are two people with two duties, neither of them
    the person it is about, and that a business role passes the security administrator.
    """

    kind = models.CharField(_("事项"), max_length=8, choices=RequestKind)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="grant_requests")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    with_below = models.BooleanField(_("含下级单位"), default=False)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"), null=True)
    grant = models.ForeignKey("accounts.Grant", models.PROTECT, null=True, related_name="requests")
    reason = models.CharField(_("理由"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=RequestState, default=RequestState.PENDING
    )
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    asked_as = models.CharField(_("申请方"), max_length=20, choices=_DUTY_CHOICES)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_as = models.CharField(_("答复方"), max_length=20, choices=_DUTY_CHOICES, blank=True)
    answer = models.CharField(_("答复意见"), max_length=200, blank=True)

    objects = GrantRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, state=RequestState.PENDING)
                | Q(answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(state=RequestState.PENDING),
                name="grantrequest_answered_by_with_at",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user"))
                & (Q(answered_by=None) | ~Q(answered_by=F("user"))),
                name="grantrequest_is_about_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CONFIRMED)
                | ~Q(asked_by=F("answered_by")) & ~Q(asked_as=F("answered_as")),
                name="grantrequest_confirmed_by_another_duty",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CONFIRMED)
                | Q(role__in=DUTIES)
                | Q(asked_as=Role.SECURITY_ADMIN)
                | Q(answered_as=Role.SECURITY_ADMIN),
                name="grantrequest_passes_security",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RequestKind.REVOKE) | Q(grant__isnull=False),
                name="grantrequest_names_what_it_takes_back",
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "role", "county", "unit"],
                condition=Q(state=RequestState.PENDING),
                nulls_distinct=False,
                name="grantrequest_once_while_pending",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=RequestState.PENDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.user} {self.get_role_display()}"
