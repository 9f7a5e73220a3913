from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from keeping.enums import RecordKind
from keeping.permissions import DECIDING

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


def paired(name: str, act: str) -> models.CheckConstraint:
    """Answer the constraint that `<act>_by` and `<act>_at` are set together."""
    by, at = f"{act}_by", f"{act}_at"
    return models.CheckConstraint(
        condition=Q(**{by: None, at: None}) | Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        name=f"{name}_{act}_by_with_at",
    )


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, user: "User") -> Self:
        """The division's, for its administrators and deciders."""
        return self.filter(division__in=user.counties(*DECIDING))

    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def confirmed(self) -> Self:
        return self.filter(is_confirmed=True)


class Term(models.Model):
    """保管期限调整: a division keeps a kind of record longer; one proposes, another confirms."""

    division = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("材料种类"), max_length=12, choices=RecordKind)
    years = models.PositiveSmallIntegerField(_("保管期限（年）"))
    reason = models.CharField(_("理由和依据"), max_length=300)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    is_confirmed = models.BooleanField(_("同意"), null=True)
    decided_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("审批时间"), null=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("keeping_term", "decided"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="keeping_term_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_confirmed=None)
                | Q(decided_at__isnull=False, is_confirmed__isnull=False),
                name="keeping_term_decided_says_what",
            ),
            models.CheckConstraint(
                condition=Q(years__gte=2) & ~Q(reason=""), name="keeping_term_is_explained"
            ),
            models.UniqueConstraint(
                fields=["division", "kind"],
                condition=Q(decided_at=None),
                name="keeping_term_one_waits",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decided_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
            pgtrigger.ReadOnly(
                name="proposal_stays",
                fields=["division", "kind", "years", "reason", "proposed_by", "proposed_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.years}"
