"""Documents: facts frozen when they were issued, and the one file made from them."""

import uuid
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LATE = timedelta(seconds=20)


class DocumentState(models.TextChoices):
    PENDING = "PENDING", _("生成中")
    READY = "READY", _("已生成")
    FAILED = "FAILED", _("未能生成")
    GONE = "GONE", _("已销毁")


class Document(models.Model):
    """An issued document. What was decided upon never changes; only the file is added to it.

    `file` is relative to MEDIA_ROOT and made of `uid`, so it says nothing about the person, and
    rendering twice writes the same file twice. `comes_back`: it is filled in or signed by hand, and
    its pages bear codes by which a scan finds its way back. `verify_code`: printed on what bears a
    number, so that anybody can ask what became of it; empty on what is not official paper. GONE:
    its term is over, number and code stay in the register, content and file were destroyed.
    """

    uid = models.UUIDField(_("文件编号"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("文种"), max_length=60)
    scope = models.CharField(_("范围"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    reference = models.CharField(_("发文字号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    template = models.CharField(_("模板"), max_length=120)
    snapshot = models.JSONField(_("内容快照"))
    comes_back = models.BooleanField(_("须收回"), default=False)
    verify_code = models.CharField(_("验真码"), max_length=16, blank=True, default="")
    state = models.CharField(
        _("状态"), max_length=8, choices=DocumentState.choices, default=DocumentState.PENDING
    )
    file = models.CharField(_("文件"), max_length=120, blank=True)
    sha256 = models.CharField(_("校验值"), max_length=64, blank=True)
    byte_count = models.PositiveIntegerField(_("字节数"), default=0)
    page_count = models.PositiveIntegerField(_("页数"), default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("申请人"),
    )
    requested_at = models.DateTimeField(_("申请时间"))
    ready_at = models.DateTimeField(_("生成时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公文")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "kind", "year", "number"], name="documents_document_number_once"
            ),
            models.UniqueConstraint(
                fields=["verify_code"],
                condition=~Q(verify_code=""),
                name="documents_document_verify_once",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gt=0),
                name="documents_document_number_positive",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="READY", ready_at__isnull=False, byte_count__gt=0)
                    & ~Q(sha256="")
                    & ~Q(file="")
                )
                | (~Q(state="READY") & Q(ready_at__isnull=True, sha256="", file="")),
                name="documents_document_ready_has_file",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="issued_facts_stay",
                fields=[
                    "uid",
                    "kind",
                    "scope",
                    "year",
                    "number",
                    "reference",
                    "title",
                    "template",
                    "snapshot",
                    "comes_back",
                    "verify_code",
                    "requested_by",
                    "requested_at",
                ],
            )
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.kind} {self.pk}"

    @property
    def is_pending(self) -> bool:
        return self.state == DocumentState.PENDING

    @property
    def is_ready(self) -> bool:
        return self.state == DocumentState.READY

    @property
    def is_failed(self) -> bool:
        return self.state == DocumentState.FAILED

    def is_late(self, at: datetime) -> bool:
        """Whether the worker has let this wait so long that the reader should be told."""
        return self.is_pending and at - self.requested_at > LATE


class DocumentCounter(models.Model):
    """The last number given in one series. Its row lock is what keeps numbers without gap."""

    scope = models.CharField(_("范围"), max_length=40)
    kind = models.CharField(_("文种"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("最后序号"))

    class Meta:
        verbose_name = verbose_name_plural = _("文号计数")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "kind", "year"], name="documents_counter_one_per_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.kind} {self.year}: {self.last}"


class PaperPage(models.Model):
    """纸页: a printed page that comes back, known by the code in its lower corners.

    The code is `codes.mint` of the document and the page: random to everybody without the key.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField(_("页码"))
    code = models.CharField(_("纸页编号"), max_length=16, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("纸页")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_paper_page_once")
        ]
        triggers = [
            pgtrigger.Protect(name="printed_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class Voiding(models.Model):
    """作废: a number that was given and counts for nothing; it stays in the register with why."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="voiding")
    reason = models.CharField(_("作废原因"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作废人")
    )
    at = models.DateTimeField(_("作废时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("作废文号")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="documents_voiding_says_why")
        ]
        triggers = [
            pgtrigger.Protect(name="void_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id}"


class Signature(models.Model):
    """电子签名: by whose certificate a document's file was signed, and when; none: it is unsigned.

    The file's first `drawn_count` bytes are what was drawn from the snapshot, the same each time;
    the signature stands behind them, and `Document.sha256` is of both. Stays when the content goes.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="signature")
    signer = models.CharField(_("签名单位"), max_length=200)
    subject = models.CharField(_("证书主题"), max_length=500)
    serial = models.CharField(_("证书序列号"), max_length=40)
    drawn_count = models.PositiveIntegerField(_("签名前字节数"))
    at = models.DateTimeField(_("签名时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("电子签名")
        constraints = [
            models.CheckConstraint(
                condition=~Q(serial="") & Q(drawn_count__gt=0),
                name="documents_signature_says_whose",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id}"
