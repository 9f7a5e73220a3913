"""Words of what a piece of evidence is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """Which kind of evidence a file is (功能参考第20项)."""

    DOCUMENT = "DOCUMENT", _("书面材料")
    RECORD = "RECORD", _("台账、考勤等记录")
    PICTURE = "PICTURE", _("照片、音像的画面")
    WITNESS = "WITNESS", _("证人材料")
