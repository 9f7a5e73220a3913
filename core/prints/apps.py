from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintsConfig(AppConfig):
    name = "core.prints"
    label = "prints"
    verbose_name = _("批量打印")
