"""Words of 办案备注: who reads a note, and what is told of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoteLevel(TextChoices):
    """Who may read a note on a case, from the fewest to the most (功能参考第34项)."""

    OFFICE = "OFFICE", _("召回办内部")
    UNIT = "UNIT", _("召回办和单位")
    PERSON = "PERSON", _("本人也可看")


class NoteTold(TextChoices):
    """消息: of what notes tell people (core.notify)."""

    MENTIONED = "note_mentions_you", _("备注提到您")
    FOR_YOU = "note_for_you", _("给您的备注")
