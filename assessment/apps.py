from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = _("考核")

    def ready(self) -> None:
        """Let meetings take outcomes beside recalls, and the sheet of reasons tell of money."""
        from assessment.services import outcome_sheets  # noqa: PLC0415  (models are not loaded)
        from assessment.services.sittings import Outcomes  # noqa: PLC0415
        from recall.queries import matters  # noqa: PLC0415
        from recall.services import reason_dates  # noqa: PLC0415

        reason_dates.ask(outcome_sheets.calendar, outcome_sheets.since)
        matters.register(Outcomes())
