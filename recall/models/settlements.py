"""Settling two verifiers' difference by written record."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import dates
from recall.enums import Conclusion, FindingResult, RecordKind
from recall.models.decisions import refusing

_ONCE = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
_RECORDS = ("evidence", "signal", "reminder")


def _only(field: str) -> models.Q:
    """Answer the condition that this one of the records is named and no other."""
    return models.Q(**{f"{name}__isnull": name != field for name in _RECORDS})


class Settlement(models.Model):
    """按记录认定: one submission's conclusion where two verifiers differed. Written once."""

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="settlements")
    submission = models.PositiveSmallIntegerField(_("第几次报送"))
    conclusion = models.CharField(_("结论"), max_length=12, choices=Conclusion)
    opinion = models.CharField(_("认定说明"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "submission"], name="settlement_once_per_submission"
            ),
            models.CheckConstraint(
                condition=~models.Q(conclusion=Conclusion.SENT_BACK),
                name="settlement_matches_or_not",
            ),
        ]
        triggers = [
            _ONCE,
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing("NEW.nomination_id", "NEW.by_id"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_conclusion_display())


class SettledFact(models.Model):
    """A disputed fact, the record that shows who is right, and why. Written once.

    `snapshot`: label, on, said, sha256: what the record said when it was named.
    """

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="facts")
    fact = models.ForeignKey("recall.Fact", models.PROTECT, related_name="settled")
    result = models.CharField(_("认定"), max_length=10, choices=FindingResult)
    kind = models.CharField(_("记录种类"), max_length=8, choices=RecordKind)
    evidence = models.ForeignKey("recall.FactEvidence", models.PROTECT, null=True, related_name="+")
    signal = models.ForeignKey("recall.TakenSignal", models.PROTECT, null=True, related_name="+")
    reminder = models.ForeignKey("evidence.Reminder", models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField(_("记录内容"))
    why = models.CharField(_("记录说明了什么"), max_length=300)

    about = ("settlement", "nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "fact"], name="settledfact_once"),
            models.CheckConstraint(
                condition=models.Q(kind=RecordKind.EVIDENCE) & _only("evidence")
                | models.Q(kind=RecordKind.SIGNAL) & _only("signal")
                | models.Q(kind=RecordKind.REMINDER) & _only("reminder"),
                name="settledfact_names_one_record",
            ),
        ]
        triggers = [_ONCE]

    def __str__(self) -> str:
        return str(self.get_result_display())

    @property
    def record(self) -> str:
        """The record in words: its kind, its name, its day."""
        told = {"kind": self.get_kind_display(), "label": self.snapshot["label"]}
        on = {"on": dates.spoken(date.fromisoformat(self.snapshot["on"]))}
        if not told["label"]:
            return gettext("%(kind)s（%(on)s）") % {**told, **on}
        return gettext("%(kind)s“%(label)s”（%(on)s）") % {**told, **on}
