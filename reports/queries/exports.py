"""What this house can export: people, nominations, cases, and for the auditor the trail."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from cadres.enums import Level, StaffKind
from cadres.models import Cadre, Post
from cadres.queries import mergers
from core import dates
from core.audit.models import Entry
from core.documents import standings
from core.exports.models import Export
from core.exports.sources import Column, Source, register
from core.prints.models import PrintRun
from recall.enums import CaseState, NominationState
from recall.models import Case, Nomination
from reports.queries import narrowing, numbers
from units.models import Jurisdiction

_TRAIL_ROWS = 100_000
ABOUT_SHOWN = 50  # files named on the auditor's page


def _named(choices: Iterable[tuple[str, Any]]) -> Callable[[Any], str]:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def yes(value: Any) -> str:
    return _("是") if value else _("否")


def _revealed(value: Any) -> str:
    """A sealed number in full; as plain `str` it prints as dots."""
    return str(value.reveal())


def moment(value: Any) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S %z")


def _field(model: Any, name: str) -> Callable[[Any], str]:
    return _named(model._meta.get_field(name).flatchoices)


def scope(user: Any) -> str | None:
    """Only a county's administrator exports; the county is whose second person confirms."""
    counties = user.counties(Role.COUNTY_ADMIN)
    found = Jurisdiction.objects.filter(pk__in=counties).order_by("pk")
    return found.values_list("code", flat=True).first() if counties else None


def _people(user: Any, params: dict[str, Any]) -> QuerySet:
    held = Post.objects.filter(cadre=OuterRef("pk"), until_on=None, is_main=True)
    seen = Cadre.objects.visible_to(user).filter(unit__county__in=user.counties(Role.COUNTY_ADMIN))
    rows = narrowing.narrowed(seen, "people", params)
    return rows.annotate(post_title=Subquery(held.values("title")[:1])).order_by("pk")


def _nominations(user: Any, params: dict[str, Any]) -> QuerySet:
    rows = Nomination.objects.visible_to(user)
    return narrowing.narrowed(rows, "nominations", params).order_by("pk")


def _cases(user: Any, params: dict[str, Any]) -> QuerySet:
    return narrowing.narrowed(Case.objects.visible_to(user), "cases", params).order_by("pk")


def _trail_scope(user: Any) -> str | None:
    return "" if Role.AUDITOR in user.scopes else None


def _trail(user: Any, params: dict[str, Any]) -> QuerySet:
    if Role.AUDITOR not in user.scopes:
        return Entry.objects.none()
    rows = Entry.objects.all()
    if pk := params.get("about"):
        person = Cadre.objects.filter(pk=pk).first()
        stood = mergers.spans(person) if person else [mergers.Span(pk)]
        rows = rows.filter(mergers.fitting(stood, about="about_id", at="at"))
    return rows.order_by("-at", "-id")[:_TRAIL_ROWS]


def _numbers(user: Any, params: dict[str, Any]) -> QuerySet:
    rows = numbers.numbers_of(user, Role.COUNTY_ADMIN)
    return rows.order_by("scope", "kind", "year", "number")


def _day(value: Any) -> str:
    return dates.legal_day(value).isoformat()


def _void(value: Any) -> str:
    return _("作废 %(day)s") % {"day": _day(value)}


PEOPLE = register(
    Source(
        "people",
        gettext_lazy("干部名册"),
        (
            Column(gettext_lazy("编号"), "pk"),
            Column(gettext_lazy("姓名"), "name"),
            Column(gettext_lazy("性别"), "sex", _field(Cadre, "sex")),
            Column(gettext_lazy("出生日期"), "born_on"),
            Column(gettext_lazy("身份证号"), "id_number", _revealed, mask=str),
            Column(gettext_lazy("联系电话"), "phone", _revealed, mask=str),
            Column(gettext_lazy("县"), "unit__county__name"),
            Column(gettext_lazy("单位"), "unit__name"),
            Column(gettext_lazy("职务"), "post_title"),
            Column(gettext_lazy("身份"), "staff_kind", _named(StaffKind.choices)),
            Column(gettext_lazy("职级层次"), "level", _named(Level.choices)),
            Column(gettext_lazy("担任领导职务"), "is_leading", yes),
            Column(gettext_lazy("管理权限"), "authority", _field(Cadre, "authority")),
            Column(gettext_lazy("政治面貌"), "politics", _field(Cadre, "politics")),
            Column(gettext_lazy("入党日期"), "party_joined_on"),
            Column(gettext_lazy("参加工作日期"), "work_began_on"),
        ),
        _people,
        scope,
        said=narrowing.said,
        about="pk",
    )
)
NOMINATIONS = register(
    Source(
        "nominations",
        gettext_lazy("提名"),
        (
            Column(gettext_lazy("编号"), "pk"),
            Column(gettext_lazy("姓名"), "cadre__name"),
            Column(gettext_lazy("单位"), "unit__name"),
            Column(gettext_lazy("批次名称"), "campaign__title"),
            Column(gettext_lazy("状态"), "state", _named(NominationState.choices)),
            Column(gettext_lazy("提交时间"), "submitted_at", moment),
        ),
        _nominations,
        scope,
        said=narrowing.said,
        about="cadre_id",
    )
)
CASES = register(
    Source(
        "cases",
        gettext_lazy("案件"),
        (
            Column(gettext_lazy("编号"), "pk"),
            Column(gettext_lazy("姓名"), "cadre__name"),
            Column(gettext_lazy("单位"), "unit__name"),
            Column(gettext_lazy("批次名称"), "campaign__title"),
            Column(gettext_lazy("通知书"), "notice__reference"),
            Column(gettext_lazy("状态"), "state", _named(CaseState.choices)),
            Column(gettext_lazy("立案时间"), "opened_at", moment),
            Column(gettext_lazy("办结时间"), "closed_at", moment),
        ),
        _cases,
        scope,
        said=narrowing.said,
        about="cadre_id",
    )
)
TRAIL = register(
    Source(
        "trail",
        gettext_lazy("审计记录"),
        (
            Column(gettext_lazy("编号"), "pk"),
            Column(gettext_lazy("时间"), "at", moment),
            Column(gettext_lazy("操作人"), "by__name"),
            Column(gettext_lazy("动作"), "act"),
            Column(gettext_lazy("结果"), "outcome"),
            Column(gettext_lazy("对象种类"), "row_kind"),
            Column(gettext_lazy("对象编号"), "row_id"),
            Column(gettext_lazy("涉及人员"), "about_id"),
            Column(gettext_lazy("来源地址"), "address"),
        ),
        _trail,
        _trail_scope,
    )
)


def mine(user: Any) -> QuerySet[Export]:
    """Answer the exports that the user asked for, newest first."""
    rows = Export.objects.filter(requested_by=user).select_related("decided_by")
    return rows.order_by("-requested_at", "-pk")


def to_confirm(user: Any) -> QuerySet[Export]:
    """Answer what waits for the user as second person: an administrator of the same county, for
    the trail another auditor; never one's own."""
    codes = Jurisdiction.objects.filter(pk__in=user.counties(Role.COUNTY_ADMIN)).values("code")
    wanted = Q(scope__in=codes)
    if Role.AUDITOR in user.scopes:
        wanted |= Q(scope="")
    rows = Export.objects.filter(wanted, state="WAITING").exclude(requested_by=user)
    return rows.select_related("requested_by").order_by("requested_at", "pk")


def about_person(stood: Iterable[mergers.Span]) -> list[Export]:
    """Answer the files that held a person under the ids of these spans, newest first."""
    wanted = mergers.fitting(stood, about="about_ids__contains", at="requested_at")
    rows = Export.objects.filter(wanted).select_related("requested_by", "decided_by")
    return list(rows.defer("about_ids").order_by("-requested_at", "-pk")[:ABOUT_SHOWN])


def printed_about(stood: Iterable[mergers.Span]) -> list[PrintRun]:
    """Answer the bulk prints that held a person under the ids of these spans, newest first."""
    wanted = mergers.fitting(stood, about="about_ids__contains", at="requested_at")
    rows = PrintRun.objects.filter(wanted).select_related("requested_by")
    return list(rows.defer("about_ids").order_by("-requested_at", "-pk")[:ABOUT_SHOWN])


NUMBERS = register(
    Source(
        "numbers",
        gettext_lazy("发文登记簿"),
        (
            Column(gettext_lazy("发文字号"), "reference"),
            Column(gettext_lazy("文种"), "kind", lambda kind: str(standings.label(kind))),
            Column(gettext_lazy("年度"), "year"),
            Column(gettext_lazy("序号"), "number"),
            Column(gettext_lazy("制发日期"), "requested_at", _day),
            Column(gettext_lazy("制发人"), "requested_by__name"),
            Column(gettext_lazy("作废"), "voiding__at", _void),
            Column(gettext_lazy("作废原因"), "voiding__reason"),
        ),
        _numbers,
        scope,
    )
)
