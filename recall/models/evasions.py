"""拒报和瞒报: what the department holds against a unit's report, until it is withdrawn."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.models.guards import never_shorter
from recall.enums import EvasionKind
from recall.models.clocks import OFFICE

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_FIXED = (
    "campaign_id",
    "round_id",
    "unit_id",
    "kind",
    "challenge_id",
    "signal_id",
    "reason",
    "material",
    "hear_days",
    "recorded_by_id",
    "recorded_at",
)


def paired(hand: str, *words: str) -> models.Q:
    """Say that who, when and the words of one act stand together."""
    empty = models.Q(**{f"{hand}_by": None, f"{hand}_at": None, **dict.fromkeys(words, "")})
    full = models.Q(**{f"{hand}_by__isnull": False, f"{hand}_at__isnull": False})
    for word in words:
        full &= ~models.Q(**{word: ""})
    return empty | full


class EvasionQuerySet(models.QuerySet["Evasion"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's own for its head."""
        return self.filter(
            models.Q(campaign__county__in=user.counties(*OFFICE))
            | models.Q(unit__in=user.units(Role.UNIT_HEAD))
        )

    def standing(self) -> Self:
        """Those that hold: confirmed and not withdrawn."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None)


class Evasion(models.Model):
    """One unit in one round refused to answer, or kept back what it knew.

    A refusal holds from the day on which it is recorded: the challenge asked the unit. A
    concealment holds once the unit could speak and a second person confirmed it.
    """

    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, related_name="evasions")
    round = models.ForeignKey("recall.Round", models.PROTECT, related_name="evasions")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="evasions")
    kind = models.CharField(_("认定"), max_length=9, choices=EvasionKind)
    challenge = models.ForeignKey(
        "recall.Challenge", models.PROTECT, null=True, related_name="evasions"
    )
    signal = models.ForeignKey("evidence.Signal", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("认定理由"), max_length=300)
    material = models.CharField(_("证明材料"), max_length=200)
    hear_days = models.PositiveSmallIntegerField(_("说明期限（工作日）"), null=True)
    hear_until_on = models.DateField(_("单位说明期限"), null=True)
    recorded_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("提出时间"))
    said = models.CharField(_("单位说明"), max_length=500, blank=True)
    said_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(_("说明时间"), null=True)
    confirmed_reason = models.CharField(_("确认意见"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = EvasionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "kind"],
                condition=models.Q(withdrawn_at=None),
                name="evasion_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind="REFUSED",
                    challenge__isnull=False,
                    signal=None,
                    hear_days=None,
                    hear_until_on=None,
                    confirmed_at__isnull=False,
                )
                | models.Q(
                    kind="CONCEALED",
                    signal__isnull=False,
                    hear_days__isnull=False,
                    hear_until_on__isnull=False,
                ),
                name="evasion_rests_on",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="REFUSED")
                | models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("recorded_by")),
                name="evasion_two_pairs_of_eyes",
            ),
            models.CheckConstraint(condition=paired("said", "said"), name="evasion_said_at"),
            models.CheckConstraint(
                condition=paired("confirmed", "confirmed_reason"), name="evasion_confirmed_at"
            ),
            models.CheckConstraint(
                condition=paired("withdrawn", "withdrawn_reason"), name="evasion_withdrawn_at"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            never_shorter("hear_until_on"),
            pgtrigger.Protect(name="record_is_fixed", operation=pgtrigger.UpdateOf(*_FIXED)),
            pgtrigger.Protect(
                name="withdrawn_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
