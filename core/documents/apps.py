import logging
import os

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "core.documents"
    label = "documents"
    verbose_name = _("公文")

    def ready(self):
        """Point fontconfig at the product's own fonts, before anything loads WeasyPrint."""
        os.environ["FONTCONFIG_FILE"] = str(settings.FONTS_DIR / "fonts.conf")
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
