from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from keeping.enums import RecordKind
from keeping.models.terms import paired
from keeping.permissions import DECIDING

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


def _changed(*names: str) -> pgtrigger.Q:
    """Answer the condition that one of these columns is no longer what it was."""
    found = pgtrigger.Q()
    for name in names:
        found |= pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})
    return found


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its administrators and deciders."""
        return self.filter(county__in=user.counties(*DECIDING))

    def open(self) -> Self:
        """Still growing: the nightly job adds what comes due."""
        return self.filter(proposed_at=None)

    def waiting(self) -> Self:
        return self.filter(proposed_at__isnull=False, decided_at=None)


class Disposal(models.Model):
    """到期清单: what one county must no longer keep of one kind; two people decide upon it.

    The job only finds. `list_hash` is fixed when the first person has reviewed the list, so that
    the second decides upon the very same lines. `replays`: the certificate of rows that a restored
    backup brought back; the list stands as it was decided then.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    kind = models.CharField(_("材料种类"), max_length=12, choices=RecordKind)
    found_at = models.DateTimeField(_("列出时间"))
    handed_over = models.CharField(_("移交档案馆的文号"), max_length=80, blank=True)
    opinion = models.CharField(_("审核意见"), max_length=300, blank=True)
    list_hash = models.CharField(_("清单校验值"), max_length=64, blank=True)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("审核时间"), null=True)
    is_approved = models.BooleanField(_("批准"), null=True)
    decision = models.CharField(_("批准意见"), max_length=300, blank=True)
    decided_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    finished_at = models.DateTimeField(_("销毁完成时间"), null=True)
    replays = models.CharField(_("恢复备份后重新销毁，原证明"), max_length=60, blank=True)
    certificate = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="+"
    )

    objects = DisposalQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("keeping_disposal", "proposed"),
            paired("keeping_disposal", "decided"),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(proposed_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="keeping_disposal_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_approved=None)
                | Q(decided_at__isnull=False, is_approved__isnull=False),
                name="keeping_disposal_decided_says_what",
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None, list_hash="")
                | Q(proposed_at__isnull=False) & ~Q(list_hash=""),
                name="keeping_disposal_reviewed_has_hash",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, certificate=None)
                | Q(finished_at__isnull=False, certificate__isnull=False, is_approved=True),
                name="keeping_disposal_finished_is_certified",
            ),
            models.UniqueConstraint(
                fields=["county", "kind"],
                condition=Q(proposed_at=None),
                name="keeping_disposal_one_grows",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="found_stays", fields=["county", "kind", "found_at", "replays"]
            ),
            pgtrigger.Protect(
                name="review_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__proposed_at__isnull=False)
                & _changed("handed_over", "opinion", "list_hash", "proposed_by", "proposed_at"),
            ),
            pgtrigger.Protect(
                name="decision_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False)
                & _changed("is_approved", "decision", "decided_by", "decided_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class DisposalLineQuerySet(models.QuerySet["DisposalLine"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(disposal__in=Disposal.objects.visible_to(user))

    def standing(self) -> Self:
        """On the list and not taken off it."""
        return self.filter(struck_at=None)

    def left(self) -> Self:
        """Decided upon, and neither removed nor found to be in the way of something."""
        return self.standing().filter(removed_at=None, left_why="")

    def with_files(self) -> Self:
        """Removed from the tables, while their files still lie on the disk."""
        return self.filter(removed_at__isnull=False, cleared_at=None)


class DisposalLine(models.Model):
    """One matter or record of a list: which, since when its term runs, and what became of it.

    `row_id` is no foreign key: the line outlives its row, and says nothing about a person then.
    `removed_at`, `files` and `counts` are written by the function that removes, and by nobody else.
    """

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="lines")
    row_id = models.BigIntegerField(_("记录编号"))
    from_on = models.DateField(_("期限起算日"))
    due_on = models.DateField(_("期满日"))
    struck_reason = models.CharField(_("剔除理由"), max_length=200, blank=True)
    struck_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(_("剔除时间"), null=True)
    left_why = models.CharField(_("未销毁的原因"), max_length=200, blank=True)
    removed_at = models.DateTimeField(_("销毁时间"), null=True)
    counts = models.JSONField(_("销毁数量"), default=dict)
    files = models.JSONField(_("待清除的文件"), default=list)
    cleared_at = models.DateTimeField(_("文件清除时间"), null=True)

    objects = DisposalLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disposal", "row_id"], name="keeping_line_once"),
            paired("keeping_line", "struck"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_reason="")
                | Q(struck_at__isnull=False, removed_at=None) & ~Q(struck_reason=""),
                name="keeping_line_struck_says_why",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, cleared_at=None) | Q(removed_at__isnull=False),
                name="keeping_line_cleared_after_removal",
            ),
        ]
        indexes = [models.Index(fields=["row_id"], name="keeping_line_row")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="line_stays", fields=["disposal", "row_id", "from_on", "due_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disposal_id} {self.row_id}"
