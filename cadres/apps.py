from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CadresConfig(AppConfig):
    name = "cadres"
    label = "cadres"
    verbose_name = _("干部")

    def ready(self) -> None:
        """Tell the rotation of keys what lies sealed outside this room's columns."""
        import_module("cadres.services.turning")
