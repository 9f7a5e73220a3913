"""What the pages of units show."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Grant
from cadres import permissions
from cadres.models import Cadre
from cadres.queries import lists, quality
from core.ui.templatetags.ui import cn_date
from units.models import Unit
from units.queries import units as tree

_DECIDED = ("APPROVED", "REJECTED", "WITHDRAWN")  # of nominations, which live a floor above
SHOWN = 50  # people on the unit's page; the list has all


def rows(branches: list[Any], *, units: Any, user: Any, on: date) -> list[dict[str, Any]]:
    """Answer the rows of one page of the tree: unit, indent, head, number of people."""
    ids = [branch.unit_id for branch in branches]
    found = {unit.pk: unit for unit in units.filter(pk__in=ids)}
    people = Cadre.objects.visible_to(user)
    counts = lists.headcounts(people, ids)
    heads = lists.heads(ids, on, people=people)
    return [
        {
            "unit": found[branch.unit_id],
            "indent": "　" * branch.depth,
            "head": heads.get(branch.unit_id),
            "n": counts.get(branch.unit_id, 0),
        }
        for branch in branches
        if branch.unit_id in found
    ]


def facts(unit: Unit, *, user: Any, on: date) -> list[dict[str, Any]]:
    """Answer what is said of a unit; who heads it, to whoever may see that person."""
    people = Cadre.objects.visible_to(user)
    head = lists.heads([unit.pk], on, people=people).get(unit.pk)
    told = [
        (_("所在区划"), f"{unit.county}（{unit.county.code}）"),
        (_("上级单位"), unit.parent or _("无")),
        (_("单位性质"), unit.get_kind_display()),
        (_("条线"), unit.get_sector_display()),
        (_("主要负责人"), f"{head.cadre}（{head.title}）" if head else ""),
        (_("编制数"), unit.establishment),
        (_("信用代码"), unit.credit_code),
        (_("内部编码"), unit.own_code),
        (_("设立日期"), cn_date(unit.from_on)),
    ]
    if unit.until_on:
        told.append((_("撤销日期"), cn_date(unit.until_on)))
    return [{"label": label, "value": value} for label, value in told]


def _words(act: Any) -> str:
    change = f"{act.before} → {act.after}" if act.before and act.after else act.before or act.after
    return f"{act.get_kind_display()}　{change}"


def _keeps(user: Any, unit: Unit) -> bool:
    """Answer whether what is lacking is this reader's to mend."""
    return unit.county_id in user.counties(Role.COUNTY_ADMIN) or unit.pk in user.units(
        Role.UNIT_CLERK
    )


def detail(unit: Unit, *, user: Any, on: date, offered: dict[str, Any]) -> dict[str, Any]:
    """Answer the unit's page: facts, history, units below, people, acts."""
    people = Cadre.objects.visible_to(user).filter(unit=unit)
    may = unit.until_on is None and permissions.keep_archive.allows(user, unit)
    below = [branch.unit_id for branch in tree.below(unit) if branch.depth == 1]
    return {
        "unit": unit,
        "facts": facts(unit, user=user, on=on),
        "history": [
            {"on": act.happened_on, "words": _words(act), "basis": act.basis}
            for act in unit.acts.order_by("-happened_on", "-pk")
        ],
        "below": list(Unit.objects.filter(pk__in=below).order_by("kind", "name")),
        "people": list(lists.listed(people, on).order_by("name", "pk")[:SHOWN]),
        "people_count": people.count(),
        "score": quality.score([unit.pk]) if _keeps(user, unit) else None,
        "acts": [
            {"name": name, "label": title} for name, (_a, _f, title, _d) in offered.items() if may
        ],
    }


def settling(unit: Unit, *, user: Any, on: date) -> dict[str, Any]:
    """Answer what a unit's end leaves open: roles held on it, and nominations not decided yet.

    They do not stop the act: a nomination goes on with the unit that made it, a role on a unit
    that ended reaches nobody. Both are named so that somebody settles them.
    """
    grants = Grant.objects.in_force(on).filter(unit=unit).select_related("user")
    nominations = unit.nominations.visible_to(user).exclude(state__in=_DECIDED)
    return {
        "grants": list(grants.order_by("role", "pk")),
        "nominations": list(nominations.select_related("cadre").order_by("pk")[:SHOWN]),
    }
