"""The ledger: periods, entries that nothing changes, objections."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.enums import EntryKind, ObjectionFinding
from evidence.models.books import Book, BookMember, points
from evidence.models.guards import never_shorter

if TYPE_CHECKING:
    from accounts.models import User

_INSERT = """
    PERFORM 1 FROM evidence_bookperiod AS period
        JOIN evidence_bookmember AS member ON member.book_id = period.book_id
        WHERE period.id = NEW.period_id AND member.id = NEW.member_id
        AND period.final_at IS NULL FOR SHARE OF period;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'evidence_bookentry: the period is final or of another book';
    END IF;
    IF NEW.reverses_id IS NOT NULL THEN
        PERFORM 1 FROM evidence_bookentry AS entry
            WHERE entry.id = NEW.reverses_id AND entry.member_id = NEW.member_id
            AND entry.points = -NEW.points AND entry.reverses_id IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'evidence_bookentry: a reversal takes back exactly one entry';
        END IF;
    END IF;
    RETURN NEW;
"""
_TRUNCATE = """
    IF EXISTS (SELECT 1 FROM evidence_bookentry) THEN
        RAISE EXCEPTION 'evidence_bookentry: the ledger is never emptied';
    END IF;
    RETURN NULL;
"""


class BookPeriodQuerySet(models.QuerySet["BookPeriod"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(book__in=Book.objects.visible_to(user).values("pk"))


class BookPeriod(models.Model):
    """A month (or year) of a book: open, then closed and open to objections, then final."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="periods")
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    rule = models.ForeignKey("evidence.BookRule", models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("结账时间"), null=True)
    objection_until_on = models.DateField(_("异议截止日期"), null=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    final_at = models.DateTimeField(_("定案时间"), null=True)

    objects = BookPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "from_on"], name="bookperiod_once"),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="bookperiod_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    closed_by=None, closed_at=None, rule=None, objection_until_on=None
                )
                | models.Q(
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                    rule__isnull=False,
                    objection_until_on__isnull=False,
                ),
                name="bookperiod_closed_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(final_by=None, final_at=None)
                | models.Q(final_by__isnull=False, final_at__isnull=False, closed_at__isnull=False),
                name="bookperiod_final_by_with_at",
            ),
        ]
        triggers = [never_shorter("objection_until_on")]

    def __str__(self) -> str:
        return f"{self.book} {self.from_on}"


class BookEntryQuerySet(models.QuerySet["BookEntry"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(member__in=BookMember.objects.visible_to(user).values("pk"))

    def standing(self) -> Self:
        """Those that were neither reversed nor are a reversal."""
        return self.filter(reversal=None, reverses=None)


class BookEntry(models.Model):
    """积分记录: one line of the ledger. A mistake is a reversing line, never an edit."""

    period = models.ForeignKey(BookPeriod, models.PROTECT, related_name="entries")
    member = models.ForeignKey(BookMember, models.PROTECT, related_name="entries")
    kind = models.CharField(_("类型"), max_length=8, choices=EntryKind)
    points = points(_("分值"))
    on = models.DateField(_("日期"))
    reason = models.CharField(_("事由"), max_length=200)
    source = models.CharField(_("依据材料"), max_length=120, blank=True)
    item = models.ForeignKey("evidence.BookItem", models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey("evidence.BookDuty", models.PROTECT, null=True, related_name="+")
    repeat = models.PositiveSmallIntegerField(_("第几次"), default=1)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    token = models.UUIDField(unique=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))

    objects = BookEntryQuerySet.as_manager()
    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="bookentry_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(kind=EntryKind.REVERSAL, reverses__isnull=False)
                | ~models.Q(kind=EntryKind.REVERSAL) & models.Q(reverses=None),
                name="bookentry_reversal_names_its_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EntryKind.ITEM, item__isnull=False)
                | models.Q(kind=EntryKind.REVERSAL)
                | models.Q(kind__in=[EntryKind.BASE, EntryKind.TASK, EntryKind.LEVEL], item=None),
                name="bookentry_item_is_named",
            ),
            models.UniqueConstraint(
                fields=["period", "member", "kind", "duty"],
                condition=models.Q(kind__in=[EntryKind.BASE, EntryKind.TASK, EntryKind.LEVEL]),
                nulls_distinct=False,
                name="bookentry_computed_once",
            ),
        ]
        indexes = [models.Index(fields=["member", "period"], name="bookentry_member")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="into_an_open_period",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_INSERT,
            ),
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func=_TRUNCATE,
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class BookObjectionQuerySet(models.QuerySet["BookObjection"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(entry__in=BookEntry.objects.visible_to(user).values("pk"))


class BookObjection(models.Model):
    """异议: the person's objection to one entry, and the head's answer."""

    entry = models.OneToOneField(BookEntry, models.PROTECT, related_name="objection")
    text = models.CharField(_("异议"), max_length=300)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"))
    finding = models.CharField(_("结论"), max_length=8, choices=ObjectionFinding, blank=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    objects = BookObjectionQuerySet.as_manager()
    about = ("entry", "member", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by=None, answered_at=None, finding="", answer="")
                | models.Q(answered_by__isnull=False, answered_at__isnull=False)
                & ~models.Q(finding="")
                & ~models.Q(answer=""),
                name="bookobjection_answered_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("raised_by")),
                name="bookobjection_not_answered_by_its_author",
            ),
        ]

    def __str__(self) -> str:
        return self.text
