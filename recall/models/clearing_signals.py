"""A signal behind a wrong nomination: proposed for withdrawal, withdrawn or kept with a reason."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.models.guards import frozen
from recall.enums import SignalAnswer
from recall.models.rehabilitations import CLEARING, Rehabilitation

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class ClearingSignalQuerySet(models.QuerySet["ClearingSignal"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the own unit's for clerk and head; nobody's own."""
        office = models.Q(rehabilitation__county__in=user.counties(*CLEARING))
        units = models.Q(signal__unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
        return self.filter(office | units).exclude(rehabilitation__cadre__user=user)

    def open(self) -> Self:
        """Those that wait: no answer yet, and the practice did not withdraw by itself."""
        return self.filter(answered_at=None, signal__withdrawn_at=None)


class ClearingSignal(models.Model):
    """建议撤销的线索: the owner of the practice withdraws it or says why it stays, once."""

    rehabilitation = models.ForeignKey(
        Rehabilitation, models.PROTECT, related_name="proposed_signals"
    )
    signal = models.ForeignKey("evidence.Signal", models.PROTECT, related_name="+")
    answer = models.CharField(_("答复"), max_length=9, choices=SignalAnswer, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    objects = ClearingSignalQuerySet.as_manager()
    about = ("rehabilitation", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rehabilitation", "signal"], name="clearing_signal_once"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", reason="", answered_by=None, answered_at=None)
                | (
                    models.Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~models.Q(answer="")
                    & ~models.Q(reason="")
                ),
                name="clearing_signal_answered_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
            frozen(
                "not_after_closing",
                pgtrigger.Insert,
                table="recall_rehabilitation",
                key="NEW.rehabilitation_id",
                column="closed_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.signal)

    @property
    def is_open(self) -> bool:
        """Whether closing still waits for it."""
        return self.answered_at is None and self.signal.withdrawn_at is None
