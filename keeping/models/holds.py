from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from keeping.enums import HoldKind
from keeping.models.terms import paired
from keeping.permissions import DECIDING

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_TARGETS = ("cadre", "nomination", "campaign")


def _only(name: str) -> Q:
    others = {f"{other}__isnull": True for other in _TARGETS if other != name}
    return Q(**others, **{f"{name}__isnull": False})


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for who may hold there; none about oneself."""
        rows = self.filter(county__in=user.counties(*DECIDING))
        about_me = Q(cadre__user=user) | Q(nomination__cadre__user=user)
        return rows.exclude(about_me)

    def standing(self) -> Self:
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """保全: nothing of a person, a matter or a campaign is removed while it stands."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, null=True, related_name="+")
    nomination = models.ForeignKey(
        "recall.Nomination", models.PROTECT, null=True, related_name="holds"
    )
    campaign = models.ForeignKey("recall.Campaign", models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("保全文书文号"), max_length=60)
    reason = models.CharField(_("保全理由"), max_length=300)
    from_on = models.DateField(_("保全起始日"))
    placed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("登记时间"))
    lifted_reason = models.CharField(_("解除理由"), max_length=300, blank=True)
    lifted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("解除时间"), null=True)

    objects = HoldQuerySet.as_manager()
    about = ("person_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_only("cadre") | _only("nomination") | _only("campaign"),
                name="keeping_hold_of_one_thing",
            ),
            paired("keeping_hold", "lifted"),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("placed_by")),
                name="keeping_hold_lifted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_reason="")
                | Q(lifted_at__isnull=False) & ~Q(lifted_reason=""),
                name="keeping_hold_lifting_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(reason=""), name="keeping_hold_is_explained"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="lifted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__lifted_at__isnull=False),
            ),
            pgtrigger.ReadOnly(
                name="placing_stays",
                fields=[
                    "county",
                    "cadre",
                    "nomination",
                    "campaign",
                    "reference",
                    "reason",
                    "from_on",
                    "placed_by",
                    "placed_at",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def kind(self) -> HoldKind:
        return next(HoldKind(name) for name in _TARGETS if getattr(self, f"{name}_id") is not None)

    @property
    def person_id(self) -> int | None:
        """The person whom it is about; none of a campaign's."""
        if self.nomination_id is not None:
            found: Any = self.nomination
            return int(found.cadre_id)
        return self.cadre_id

    def stands_on(self, on: date) -> bool:
        return self.lifted_at is None and self.from_on <= on
