"""澄清正名: a person nominated wrongly is cleared where the nomination was known."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.models.guards import frozen
from recall.enums import ClearingKind, Wrong

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
CLEARING = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)


class RehabilitationQuerySet(models.QuerySet["Rehabilitation"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, nobody's own."""
        rows = self.filter(county__in=user.counties(*CLEARING))
        return rows.exclude(cadre__user=user)

    def told_to(self, user: "User") -> Self:
        """The person's own, from the first day on."""
        return self.filter(cadre__user=user)


class Rehabilitation(models.Model):
    """One clearing: why, in which scope the nomination was known, the letter, its close."""

    nomination = models.OneToOneField(
        "recall.Nomination", models.PROTECT, related_name="rehabilitation"
    )
    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    wrong = models.CharField(_("缘由"), max_length=12, choices=Wrong)
    scope = models.CharField(_("提名曾被知悉的范围"), max_length=200)
    others = models.CharField(_("其他告知对象（按职务或范围）"), max_length=200, blank=True)
    letter = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("登记时间"))
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    objects = RehabilitationQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="rehabilitation_closed_by_with_at",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="told_once",
                operation=pgtrigger.UpdateOf(
                    "nomination_id", "county_id", "cadre_id", "wrong", "scope", "others",
                    "letter_id", "opened_by_id", "opened_at",
                ),
            ),
            pgtrigger.Protect(
                name="closed_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="closed_when_all_is_done",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__closed_at__isnull=False),
                func="""
                IF EXISTS (SELECT 1 FROM recall_clearingline AS line
                           WHERE line.rehabilitation_id = NEW.id AND line.done_at IS NULL) THEN
                    RAISE EXCEPTION 'a line of the clearing is open' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="closed_when_signals_are_answered",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__closed_at__isnull=False),
                func="""
                IF EXISTS (SELECT 1 FROM recall_clearingsignal AS one
                           JOIN evidence_signal AS s ON s.id = one.signal_id
                           WHERE one.rehabilitation_id = NEW.id AND one.answered_at IS NULL
                           AND s.withdrawn_at IS NULL) THEN
                    RAISE EXCEPTION 'a signal is not answered' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.cadre} {self.get_wrong_display()}"


class ClearingLine(models.Model):
    """One thing to do before a clearing is closed; done once, with the day and a note."""

    rehabilitation = models.ForeignKey(Rehabilitation, models.PROTECT, related_name="lines")
    kind = models.CharField(_("事项"), max_length=7, choices=ClearingKind)
    done_on = models.DateField(_("办理日期"), null=True)
    note = models.CharField(_("办理情况"), max_length=200, blank=True)
    done_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("登记时间"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rehabilitation", "kind"], name="clearingline_once_per_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(done_on=None, done_by=None, done_at=None, note="")
                | (
                    models.Q(done_on__isnull=False, done_by__isnull=False, done_at__isnull=False)
                    & ~models.Q(note="")
                ),
                name="clearingline_done_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="done_stays_done",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__done_at__isnull=False),
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
        return str(self.get_kind_display())
