from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import dates


class RecallConfig(AppConfig):
    name = "recall"
    label = "recall"
    verbose_name = _("召回")

    def ready(self) -> None:
        """Let the department's calendar answer for later years, and meetings take recalls."""
        from recall.queries import calendars, matters  # noqa: PLC0415  (models are not loaded)
        from recall.services.matters import Recalls  # noqa: PLC0415

        dates.ask(calendars.kept)
        matters.register(Recalls())
