from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.sealing import keys


class SealingConfig(AppConfig):
    name = "core.sealing"
    label = "sealing"
    verbose_name = _("字段加密")

    def ready(self) -> None:
        """Refuse to start with keys that cannot seal, rather than at the first person saved."""
        keys.check()
