from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "core.imports"
    label = "imports"
    verbose_name = _("数据导入")

    def ready(self) -> None:
        """Tell the rotation of keys what lies sealed in this room."""
        import_module("core.imports.turning")
