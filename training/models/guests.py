"""邀请: who has no account and does one thing, by a link and a code told once."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from training.enums import GuestRole
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
INVITING = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
DAYS_AFTER = 14  # of a posting: for the last month, the scales, the answer to a wish
WRONG_CODES = 5  # after which a code is locked
_OF_POSTING = models.Q(posting__isnull=False, unit__isnull=False, training_class=None, teacher=None)
_OF_CLASS = models.Q(posting=None, unit=None, training_class__isnull=False, teacher__isnull=False)


class GuestQuerySet(models.QuerySet["Guest"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the counties whose classes and practice the user runs, none about oneself."""
        rows = self.filter(county__in=user.counties(*INVITING))
        return rows.exclude(posting__case__subject=user)

    def hosts(self, user: "User") -> Self:
        """Those by which a user is a host's contact."""
        return self.filter(user=user, role=GuestRole.HOST)


class Guest(models.Model):
    """邀请: a minimal account for one posting (host's contact or mentor) or one class (teacher).

    Of link and code only keyed hashes are kept. The link stays good until it is renewed or
    revoked and opens nothing alone; the code opens one session.
    """

    user = models.OneToOneField(_USER, models.PROTECT, related_name="guest")
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    role = models.CharField(_("身份"), max_length=8, choices=GuestRole)
    posting = models.ForeignKey(
        "training.PracticePosting", models.PROTECT, null=True, related_name="guests"
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    training_class = models.ForeignKey(
        "training.TrainingClass", models.PROTECT, null=True, related_name="guests"
    )
    teacher = models.ForeignKey(
        "training.Teacher", models.PROTECT, null=True, related_name="guests"
    )
    invited_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("邀请时间"))
    link_key = models.CharField(_("链接摘要"), max_length=64, null=True, unique=True)  # noqa: DJ001  (several rows without a link are not equal)
    code_key = models.CharField(_("登录码摘要"), max_length=64, blank=True)
    code_until_at = models.DateTimeField(_("登录码有效至"), null=True)
    wrong_count = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    opened_at = models.DateTimeField(_("最近打开"), null=True)
    revoked_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("收回时间"), null=True)

    objects = GuestQuerySet.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_OF_POSTING & models.Q(role__in=[GuestRole.HOST, GuestRole.MENTOR])
                | _OF_CLASS & models.Q(role=GuestRole.TEACHER),
                name="guest_of_a_posting_or_a_class",
            ),
            models.CheckConstraint(
                condition=models.Q(wrong_count__lte=WRONG_CODES), name="guest_code_locks"
            ),
            models.CheckConstraint(
                condition=models.Q(code_key="", code_until_at=None)
                | models.Q(code_until_at__isnull=False, link_key__isnull=False)
                & ~models.Q(code_key=""),
                name="guest_code_with_its_link",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | models.Q(link_key=None),
                name="guest_revoked_has_no_link",
            ),
            models.CheckConstraint(
                condition=paired("guest", "revoked")[0], name=paired("guest", "revoked")[1]
            ),
            models.UniqueConstraint(
                fields=["training_class", "teacher"], name="guest_teacher_once_per_class"
            ),
            models.UniqueConstraint(
                fields=["posting", "unit"],
                condition=models.Q(role=GuestRole.HOST, revoked_at=None),
                name="guest_one_host_per_posting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.name} {self.get_role_display()}"
