from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """Kinds of file that are taken, told by content and not by name."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"


class Release(TextChoices):
    """Whether the file may be handed out."""

    HELD = "HELD", _("待查毒，暂不能下载")
    RELEASED = "RELEASED", _("可下载")
    QUARANTINED = "QUARANTINED", _("发现恶意代码，已隔离")


EXTENSIONS = {FileKind.PDF: ".pdf", FileKind.JPEG: ".jpg", FileKind.PNG: ".png"}

LABELS = _("PDF、JPG 或 PNG")
