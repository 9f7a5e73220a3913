from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Provenance(TextChoices):
    """Where a ground's text comes from; shown on screen, never called official."""

    PUBLISHED = "published", _("公开材料所见")
    SEED = "seed", _("据报道内容整理")
    INFERRED = "inferred", _("推定，待部门核定")


class LegalProfile(TextChoices):
    """Whether outcomes are gated by the law in force or a past campaign is replayed."""

    IN_FORCE = "in_force", _("按现行法")
    AS_PRACTISED = "as_practised", _("按当时做法（仅供复盘）")
