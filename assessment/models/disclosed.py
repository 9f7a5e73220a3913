"""Who stands in a 公示: what is shown of one person, the consent, and what came of it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import AppealState
from assessment.models.appeals import Appeal
from assessment.models.disclosures import Disclosure, hand, whole
from core.dates import legal_day
from evidence.models.guards import only_while
from recall.enums import CaseState

if TYPE_CHECKING:
    from accounts.models import User


class DisclosureEntryQuerySet(models.QuerySet["DisclosureEntry"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the disclosures that the user works with."""
        return self.filter(disclosure__in=Disclosure.objects.visible_to(user).values("pk"))

    def told_to(self, user: "User") -> Self:
        """The person's own, from the proposal on."""
        return self.filter(case__subject=user)

    def fallen(self) -> Self:
        """Those whose decision was revoked or fell in an appeal: nobody proposes one that fell."""
        lost = Appeal.objects.filter(
            case=models.OuterRef("case"),
            pay=None,
            state__in=[AppealState.UPHELD, AppealState.CHANGED],
        )
        return self.filter(Q(case__state=CaseState.REVOKED) | models.Exists(lost))

    def standing(self, at: datetime) -> Self:
        """What may be shown at an instant: approved, within its days, not down, not fallen."""
        on = legal_day(at)
        approved = self.filter(
            disclosure__is_approved=True,
            disclosure__from_on__lte=on,
            disclosure__until_on__gte=on,
            taken_down_at=None,
            declined_at=None,
        )
        return approved.exclude(pk__in=self.model.objects.fallen().values("pk"))

    def exposed(self, on: date) -> Self:
        """Those that were shown for any time at all up to a day."""
        begun = self.filter(disclosure__is_approved=True, disclosure__from_on__lte=on)
        first = F("disclosure__from_on")
        early = Q(taken_down_at__date__lt=first) | Q(declined_at__date__lt=first)
        revoked = Q(case__state=CaseState.REVOKED, case__closed_at__date__lt=first)
        return begun.exclude(early).exclude(revoked)

    def owing(self, on: date) -> Self:
        """Those that were shown, fell, and were not corrected where they were known."""
        shown = self.exposed(on).filter(corrected_at=None)
        return shown.filter(pk__in=self.model.objects.fallen().values("pk"))


class DisclosureEntry(models.Model):
    """One person in a disclosure: the words that are shown, and nothing else; what came of them.

    `declined_at` ends it by the person's own act, at once, before or after the approval.
    """

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="entries")
    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="disclosed")
    name = models.CharField(_("姓名"), max_length=40)
    unit_name = models.CharField(_("单位"), max_length=80)
    decision = models.CharField(_("决定"), max_length=120)
    remedy = models.CharField(_("救济途径"), max_length=160)
    ground = models.CharField(_("情形"), max_length=240, blank=True)
    consented_by = hand()
    consented_at = models.DateTimeField(_("同意时间"), null=True)
    consent_file = models.OneToOneField(
        "evidence.EvidenceFile", models.PROTECT, null=True, related_name="+"
    )
    declined_by = hand()
    declined_at = models.DateTimeField(_("不同意或者撤回同意的时间"), null=True)
    taken_down_by = hand()
    taken_down_at = models.DateTimeField(_("撤下时间"), null=True)
    taken_down_reason = models.CharField(_("撤下理由"), max_length=300, blank=True)
    corrected_on = models.DateField(_("更正日期"), null=True)
    corrected_by = hand()
    corrected_at = models.DateTimeField(_("更正登记时间"), null=True)
    correction = models.CharField(_("更正情况"), max_length=300, blank=True)

    objects = DisclosureEntryQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "case"], name="disclosureentry_once_per_case"
            ),
            models.CheckConstraint(
                condition=whole("consented_by", "consented_at"), name="disclosureentry_consent_at"
            ),
            models.CheckConstraint(
                condition=whole("declined_by", "declined_at"), name="disclosureentry_declined_at"
            ),
            models.CheckConstraint(
                condition=Q(consent_file=None) | Q(consented_at__isnull=False),
                name="disclosureentry_paper_is_consent",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_by=None, taken_down_at=None, taken_down_reason="")
                | Q(taken_down_by__isnull=False, taken_down_at__isnull=False)
                & ~Q(taken_down_reason=""),
                name="disclosureentry_down_at",
            ),
            models.CheckConstraint(
                condition=Q(corrected_by=None, corrected_at=None, corrected_on=None, correction="")
                | Q(
                    corrected_by__isnull=False,
                    corrected_at__isnull=False,
                    corrected_on__isnull=False,
                )
                & ~Q(correction=""),
                name="disclosureentry_corrected_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="words_stay",
                fields=["disclosure", "case", "name", "unit_name", "decision", "remedy", "ground"],
            ),
            *(
                pgtrigger.Protect(
                    name=f"{name}_once",
                    operation=pgtrigger.UpdateOf(*columns),
                    condition=pgtrigger.Q(**{f"old__{name}_at__isnull": False}),
                )
                for name, columns in {
                    "consented": ("consented_by_id", "consented_at", "consent_file_id"),
                    "declined": ("declined_by_id", "declined_at"),
                    "taken_down": ("taken_down_by_id", "taken_down_at", "taken_down_reason"),
                    "corrected": ("corrected_on", "corrected_by_id", "corrected_at", "correction"),
                }.items()
            ),
            only_while(
                "named_before_it_is_decided",
                pgtrigger.Insert,
                table="assessment_disclosure",
                key="NEW.disclosure_id",
                state="above.decided_at IS NULL AND above.withdrawn_at IS NULL",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ended(self) -> bool:
        """Whether somebody took the name down, or the person declined."""
        return self.taken_down_at is not None or self.declined_at is not None
