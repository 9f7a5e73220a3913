"""What people are told of a statement on paper."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperTold(TextChoices):
    """消息: of a statement that came back on paper (core.notify)."""

    CAME = "paper_came", _("纸质陈述待确认")
    TAKEN = "paper_taken", _("纸质陈述已登记")
