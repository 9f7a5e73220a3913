from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import dates


class RecallConfig(AppConfig):
    name = "recall"
    label = "recall"
    verbose_name = _("召回")

    def ready(self) -> None:
        """Let the department's calendar answer for years that the library does not cover."""
        from recall.queries import calendars  # noqa: PLC0415  (models are not loaded before)

        dates.ask(calendars.kept)
