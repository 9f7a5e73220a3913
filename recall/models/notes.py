"""办案备注: what colleagues note on a case, each note for the circle that it names."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from recall.enums.notes import NoteLevel
from recall.models.cases import Case

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
MENDING = timedelta(minutes=15)  # so long the words may still be mended
_MENDED_IN_TIME = """
    IF NEW.edited_at IS NULL OR NEW.edited_at < OLD.written_at
        OR NEW.edited_at > OLD.written_at + INTERVAL '15 minutes'
        OR NEW.edited_at IS NOT DISTINCT FROM OLD.edited_at THEN
        RAISE EXCEPTION 'recall_casenote: the words stay, strike the note through'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_SERVED_BEFORE = """
    IF NOT EXISTS (SELECT 1 FROM recall_servicereceipt WHERE case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'recall_casenote: the person was not served yet'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class CaseNoteQuerySet(models.QuerySet["CaseNote"]):
    def visible_to(self, user: "User") -> Self:
        """Those of cases in view; the office's own only for the office, never the person's own."""
        seen = Case.objects.visible_to(user).values("pk")
        office = models.Q(case__county__in=user.counties(*OFFICE_ROLES))
        return self.filter(office | ~models.Q(level=NoteLevel.OFFICE), case__in=seen)

    def told_to(self, user: "User") -> Self:
        """Those written for the person to read, for their own page."""
        return self.filter(case__subject=user, level=NoteLevel.PERSON)


class CaseNote(models.Model):
    """One note. Its words may be mended for a quarter of an hour, then only struck through."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="notes")
    level = models.CharField(_("谁能看"), max_length=6, choices=NoteLevel)
    text = models.TextField(_("备注"))
    written_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("写下时间"))
    edited_at = models.DateTimeField(_("修改时间"), null=True)
    struck_reason = models.CharField(_("划去理由"), max_length=200, blank=True)
    struck_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(_("划去时间"), null=True)

    objects = CaseNoteQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        verbose_name = verbose_name_plural = _("办案备注")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(struck_reason="", struck_by=None, struck_at=None)
                | (
                    ~models.Q(struck_reason="")
                    & models.Q(struck_by__isnull=False, struck_at__isnull=False)
                ),
                name="casenote_struck_at",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="casenote_says_something"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="circle_is_fixed",
                operation=pgtrigger.UpdateOf("case_id", "level", "written_by_id", "written_at"),
            ),
            pgtrigger.Protect(
                name="struck_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__struck_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="mended_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("text", "edited_at"),
                func=_MENDED_IN_TIME,
            ),
            pgtrigger.Trigger(
                name="served_before",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__level=NoteLevel.PERSON),
                func=_SERVED_BEFORE,
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def mend_until(self) -> datetime:
        """Until when the words may be mended."""
        return self.written_at + MENDING


class NoteMention(models.Model):
    """A colleague whom a note calls by name: told once."""

    note = models.ForeignKey(CaseNote, models.PROTECT, related_name="mentions")
    user = models.ForeignKey(_USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "user"], name="notemention_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user}"
