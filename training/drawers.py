"""Sign-in sheets of classes that come back signed."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.documents.drawers import Drawer, register
from core.documents.models import Document
from training.models import PracticePosting, TrainingClass
from training.queries import journal_sheets
from training.services import journal_sheets as sheets


def _rolls(user: Any) -> QuerySet[Any]:
    """Those of the classes that the user runs: a sheet names every trainee."""
    runs = user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
    scope = Concat(Value("class-"), Cast("pk", CharField()), output_field=CharField())
    scopes = TrainingClass.objects.filter(county__in=runs).annotate(scope=scope).values("scope")
    return Document.objects.filter(kind="class_roll", scope__in=scopes).values("pk")


register(Drawer(kinds=("class_roll",), label=_("签到表"), seen_by=_rolls))


def _journals(user: Any) -> QuerySet[Any]:
    return journal_sheets.of_postings(PracticePosting.objects.visible_to(user))


def _person(document: Document) -> int | None:
    return journal_sheets.posting_of(document).case.cadre_id


def _closed(document: Document) -> str:
    """A page that comes after the posting's end may be true; a person judges it."""
    is_over = journal_sheets.posting_of(document).finished_on is not None
    return str(_("锻炼已经期满")) if is_over else ""


register(
    Drawer(
        kinds=(journal_sheets.KIND,),
        label=_("实践日志页"),
        seen_by=_journals,
        person=_person,
        closed=_closed,
        hold=sheets.hold,
    )
)
