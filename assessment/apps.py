from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = _("考核")

    def ready(self) -> None:
        """Let meetings take outcomes beside recalls."""
        from assessment.services.sittings import Outcomes  # noqa: PLC0415  (models are not loaded)
        from recall.queries import matters  # noqa: PLC0415

        matters.register(Outcomes())
