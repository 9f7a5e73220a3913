import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "core.documents"
    label = "documents"
    verbose_name = _("公文")

    def ready(self):
        """Keep WeasyPrint's step-by-step messages out of the log."""
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
