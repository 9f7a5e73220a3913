"""What the page of one person shows, by who looks at it."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import Role
from cadres import permissions
from cadres.enums import Authority, Level, StaffKind
from cadres.models import Cadre, Kinship
from core.ui.templatetags.ui import cn_date


def labelled(rows: Any) -> None:
    """Give each row of a list its labels: one translation a label, not one a row and label."""
    level, kind, whose = ({c: str(w) for c, w in e.choices} for e in (Level, StaffKind, Authority))
    for row in rows:
        row.labels = (level[row.level], kind[row.staff_kind], whose[row.authority])


def sees_all(user: Any, cadre: Cadre) -> bool:
    """The department and the person see the whole file; the unit what it needs to nominate."""
    office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
    return cadre.unit.county_id in office or cadre.user_id == user.pk


def sees_unit(user: Any, cadre: Cadre) -> bool:
    """Answer whether the unit has a page for this reader: who holds nothing has none."""
    unit = cadre.unit
    return any(
        unit.county_id in counties or unit.pk in units for counties, units in user.scopes.values()
    )


def facts(cadre: Cadre, *, whole: bool) -> list[dict[str, Any]]:
    """Answer the block about the person; numbers are dots."""
    rows: list[tuple[Any, Any]] = [
        (_("单位"), cadre.unit),
        (_("性别"), cadre.get_sex_display()),
        (_("出生日期"), cn_date(cadre.born_on)),
        (_("身份"), cadre.get_staff_kind_display()),
        (_("职级层次"), cadre.get_level_display()),
        (_("领导职务"), _("担任") if cadre.is_leading else _("不担任")),
        (_("管理权限"), cadre.get_authority_display()),
        (_("政治面貌"), cadre.get_politics_display()),
    ]
    if whole:
        rows += [
            (_("入党日期"), cn_date(cadre.party_joined_on)),
            (_("参加工作"), cn_date(cadre.work_began_on)),
            (_("身份证号"), cadre.id_number),
            (_("联系电话"), cadre.phone),
        ]
    return [{"label": label, "value": value} for label, value in rows]


def kinships(cadre: Cadre) -> list[dict[str, Any]]:
    """Answer the standing relations: the other person, the relation, and if the row is here."""
    rows = Kinship.objects.standing().of(cadre.pk).select_related("cadre", "relative__unit")
    return [
        {
            "pk": row.pk,
            "other": row.relative if row.cadre_id == cadre.pk else row.cadre,
            "label": row.get_kind_display(),
            "is_here": row.cadre_id == cadre.pk,
        }
        for row in rows.order_by("pk")
    ]


def acts(user: Any, cadre: Cadre, offered: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer the acts that the county's administrator finds on the page, none for others."""
    if not permissions.keep_person.allows(user, cadre):
        return []
    return [{"name": name, "label": title} for name, (_act, _form, title, _done) in offered.items()]


def detail(cadre: Cadre, *, user: Any) -> dict[str, Any]:
    """Answer the whole page but for the acts."""
    whole = sees_all(user, cadre)
    return {
        "cadre": cadre,
        "whole": whole,
        "sees_unit": sees_unit(user, cadre),
        "facts": facts(cadre, whole=whole),
        "posts": list(cadre.posts.select_related("unit").order_by("-from_on", "-pk")),
        "ranks": list(cadre.ranks.order_by("-from_on")),
        "ratings": list(cadre.ratings.order_by("-year")[:10]),
        "honours": list(cadre.honours.order_by("-awarded_on", "-pk")),
        "protections": list(cadre.protections.order_by("-from_on", "-pk")),
        "kinships": kinships(cadre) if whole else [],
        "educations": list(cadre.educations.order_by("schooling", "finished_on")) if whole else [],
        "cases": list(
            cadre.cases.visible_to(user)
            .select_related("campaign", "nomination")
            .order_by("-opened_at")
        ),
        "can_export": permissions.export_form.allows(user, cadre),
        "can_reveal": permissions.reveal_number.allows(user, cadre),
    }
