from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("报表")

    def ready(self) -> None:
        """Register what can be exported, for the web and for the worker."""
        import_module("reports.queries.exports")
        import_module("reports.queries.exported")
