from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("工作台")

    def ready(self) -> None:
        """Offer administrators' pages to their consoles; teach messages and copies their words."""
        import_module("portal.presenters.doors")
        import_module("portal.presenters.messages")
        import_module("portal.services.own_copies")
