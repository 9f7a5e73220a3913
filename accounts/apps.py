from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("账户")

    def ready(self) -> None:
        """Tell the rotation of keys that second factors are sealed too."""
        import_module("accounts.services.turning")
