from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.enums import FileKind, Release


class EvidenceFile(models.Model):
    """A stored file: random name on disk, sha256 and size fixed at upload."""

    title = models.CharField(_("材料名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=80, choices=FileKind)
    path = models.CharField(_("存放位置"), max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    byte_count = models.PositiveIntegerField(_("字节数"))
    release = models.CharField(_("放行"), max_length=11, choices=Release, default=Release.RELEASED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        indexes = [models.Index(fields=["uploaded_by", "uploaded_at"], name="evidence_file_quota")]

    def __str__(self) -> str:
        return self.title
