from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("工作台")

    def ready(self) -> None:
        """Offer the pages of this floor that belong to administrators to their consoles."""
        import_module("portal.presenters.doors")
