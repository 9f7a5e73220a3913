"""Paper that comes back: piles of scans, their pages, and what need not come back any more."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.documents import drawers
from evidence.enums import PileState, SheetDoubt, SheetState

if TYPE_CHECKING:
    from accounts.models import User

SENDERS = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.CLASS_MANAGER, Role.DECISION_SECRETARY)
_USER = settings.AUTH_USER_MODEL


class PileQuerySet(models.QuerySet["ScanPile"]):
    def visible_to(self, user: "User") -> Self:
        """One's own in a county where one may still send; all of the county for its administrator.

        Who sent a pile held its pages in their hands.
        """
        own = models.Q(sent_by=user, county__in=user.counties(*SENDERS))
        return self.filter(own | models.Q(county__in=user.counties(Role.COUNTY_ADMIN)))


class ScanPile(models.Model):
    """扫描批: what was sent in one go. The job reads it page by page."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=7, choices=PileState, default=PileState.READING)
    reason = models.CharField(_("不收的原因"), max_length=120, blank=True)
    page_count = models.PositiveIntegerField(_("页数"), default=0)
    sent_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("上传时间"))

    objects = PileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=PileState.REFUSED) ^ models.Q(reason=""),
                name="scanpile_refusal_is_explained",
            )
        ]
        indexes = [models.Index(fields=["county", "-sent_at"], name="scanpile_county")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_reading(self) -> bool:
        return self.state == PileState.READING


class ScanSource(models.Model):
    """One uploaded file of a pile. Its bytes go once every page has been cut out of it."""

    pile = models.ForeignKey(ScanPile, models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("evidence.EvidenceFile", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    page_count = models.PositiveIntegerField(null=True)
    read_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pile", "position"], name="scansource_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.pile_id} {self.position}"


class SheetQuerySet(models.QuerySet["ScanSheet"]):
    def visible_to(self, user: "User") -> Self:
        """Filed pages in the room of their document; the others with their pile.

        A page whose document is known shows in no pile to who may not see that document; who only
        reads along reads what is filed.
        """
        known = drawers.seen_by(user, "page__document__")
        known |= models.Q(state=SheetState.FILED) & drawers.read_by(user, "page__document__")
        loose = models.Q(page=None, pile__in=ScanPile.objects.visible_to(user))
        return self.filter(known | loose)

    def queued(self) -> Self:
        return self.filter(state=SheetState.QUEUED)


class ScanSheet(models.Model):
    """一页扫描件: one scanned page, the paper page that it is, its picture as it was scanned.

    A counted ballot has no picture. `settled_*`: the person who filed or dropped it by hand.
    """

    pile = models.ForeignKey(ScanPile, models.PROTECT, related_name="sheets")
    position = models.PositiveIntegerField(_("批内页序"))
    page = models.ForeignKey("documents.PaperPage", models.PROTECT, null=True, related_name="scans")
    state = models.CharField(_("结果"), max_length=7, choices=SheetState)
    doubt = models.CharField(_("待辨认的原因"), max_length=7, choices=SheetDoubt, blank=True)
    file = models.ForeignKey("evidence.EvidenceFile", models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("不归档的理由"), max_length=200, blank=True)
    settled_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("人工处理时间"), null=True)

    objects = SheetQuerySet.as_manager()
    about = ("person_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pile", "position"], name="scansheet_position_once"),
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(state=SheetState.FILED),
                name="scansheet_page_filed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None, settled_at=None)
                | models.Q(settled_by__isnull=False, settled_at__isnull=False),
                name="scansheet_settled_by_with_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[SheetState.FILED, SheetState.TWICE])
                | models.Q(page__isnull=False, file__isnull=False),
                name="scansheet_filed_has_page_and_picture",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SheetState.COUNTED) | models.Q(file=None),
                name="scansheet_ballot_has_no_picture",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SheetState.DROPPED) ^ ~models.Q(why=""),
                name="scansheet_drop_is_explained",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "pile"], name="scansheet_state"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["FILED", "TWICE", "COUNTED", "DROPPED"]),
            ),
            pgtrigger.Protect(name="sheet_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.pile_id} {self.position}"

    @property
    def person_id(self) -> int | None:
        """The person whom the filed page is about, for the record of who read it."""
        if self.page is None:
            return None
        drawer = drawers.find(self.page.document.kind)
        return drawer.person(self.page.document) if drawer else None


class PaperWaiver(models.Model):
    """不再收回: why a printed document's pages are no longer waited for."""

    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="waiver")
    why = models.CharField(_("理由"), max_length=200)
    waived_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(_("登记时间"))

    class Meta:
        triggers = [
            pgtrigger.Protect(name="waiver_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.document_id)
