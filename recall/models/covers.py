"""遮盖字词: words of a fact's text that the person concerned does not read."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from recall.enums import RedactionReason
from recall.models.facts import Fact

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class WordCoverQuerySet(models.QuerySet["WordCover"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, nobody's own."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        return self.filter(fact__nomination__county__in=office).exclude(
            fact__nomination__subject=user
        )


class WordCover(models.Model):
    """Words that what the person gets shows as ■■, wherever they stand in its facts.

    They are chosen in one fact's text; the text itself stays whole for the department. Nothing
    changes once the person was told.
    """

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="covers")
    words = models.CharField(_("遮盖字词"), max_length=40)
    reason = models.CharField(_("遮盖理由"), max_length=8, choices=RedactionReason)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    lifted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("取消时间"), null=True)

    objects = WordCoverQuerySet.as_manager()
    about = ("fact", "nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "words"],
                condition=models.Q(lifted_at=None),
                name="wordcover_once_per_fact",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None, lifted_at=None)
                | models.Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="wordcover_lifted_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="words_stay",
                operation=pgtrigger.UpdateOf("fact_id", "words", "reason", "by_id", "at"),
            ),
            pgtrigger.Protect(
                name="lifted_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__lifted_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="not_after_telling",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF EXISTS (SELECT 1 FROM recall_allegation AS told
                           JOIN recall_fact AS fact ON fact.nomination_id = told.nomination_id
                           WHERE fact.id = NEW.fact_id) THEN
                    RAISE EXCEPTION 'recall_wordcover: the person was told'
                        USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())
