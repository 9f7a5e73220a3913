"""What the unit's task-list pages show."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from core import dates
from core.search.finding import begun
from recall import permissions
from recall.enums import CampaignState
from recall.models import CampaignUnit, Fact, Nomination, Round, UnitOpinion
from recall.presenters import signals
from recall.presenters.eligibility import checks, reminded
from recall.presenters.facts import before_the_scheme, cited, provable
from recall.presenters.nominations import (
    address,
    answers,
    crumbs,
    gap_rows,
    person,
    remarks,
    tasks,
)
from recall.queries.compliance import has_reported
from recall.queries.nominations import facts_of
from units.models import Unit

_SHOWN = 20


def own_units(user: Any) -> Any:
    """Answer the units for which the user fills in or signs."""
    return Unit.objects.filter(pk__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))


def zero_refusal(user: Any, unit: Unit) -> str:
    """Answer why the user may not sign the unit's zero report, empty when they may."""
    return permissions.sign_zero_report.refusal(user, unit)


def open_rounds(unit_ids: set[int], *, on: date) -> dict[str, Any]:
    """Answer the open rounds of the user's units with what has been reported."""
    rows = []
    due = CampaignUnit.objects.filter(
        unit__in=unit_ids, campaign__state=CampaignState.OPEN
    ).select_related("unit", "campaign")
    for row in due.order_by("-campaign__launched_at", "unit__name"):
        rounds = row.campaign.rounds.filter(notice_on__lte=on).order_by("-number")
        rows += [
            {
                "unit": row.unit,
                "campaign": row.campaign,
                "round": round_,
                "reported": has_reported(round_, row.unit_id),
                "is_over": round_.is_over(on),
            }
            for round_ in rounds
        ]
    crumbs = [(_("提名"), reverse("recall:nomination-list")), (_("选择批次"), None)]
    return {"rows": rows, "on": on, "crumbs": crumbs}


def picker(round_: Round, unit: Unit, people: Any, words: str, form: Any) -> dict[str, Any]:
    """Answer the person picker over the unit's own people, at most 20 shown."""
    if words:
        named = Q(name__icontains=words) | Q(pk__in=begun("cadre", words))
        people = people.filter(named | Q(posts__title__icontains=words)).distinct()
    rows = people.order_by("name", "pk")
    shown = rows.prefetch_related("posts")[:_SHOWN]
    return {
        "round": round_,
        "unit": unit,
        "form": form,
        "token": form["token"].value() or uuid4(),
        "q": words,
        "total": rows.count(),
        "found": [
            {
                "value": cadre.pk,
                "label": cadre.name,
                "hint": f"{_open_title(cadre)}　{cadre.get_level_display()}",
            }
            for cadre in shown
        ],
        "crumbs": [
            (_("提名"), reverse("recall:nomination-list")),
            (_("选择批次"), reverse("recall:rounds")),
            (_("选择人选"), None),
        ],
    }


def _open_title(cadre: Any) -> str:
    return next((post.title for post in cadre.posts.all() if post.until_on is None), "")


def tasks_page(nomination: Nomination, *, user: Any, on: date) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination),
        "tasks": tasks(nomination, on=on),
        "remarks": remarks(nomination) if nomination.state == "SENT_BACK" else [],
        "withdraw_refusal": permissions.withdraw_nomination.refusal(user, nomination),
    }


def person_page(nomination: Nomination, *, on: date) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("人选")),
        "facts": person(nomination),
        "checks": checks(nomination, on=on),
    }


def facts_page(nomination: Nomination) -> dict[str, Any]:
    rows = [
        {
            "fact": fact,
            "cited": cited(fact),
            "warning": before_the_scheme(fact),
            "evidence": [{"pk": one.pk, "file": one.file} for one in fact.evidence.all()],
        }
        for fact in facts_of(nomination)
    ]
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("事实和证明材料")),
        "rows": provable(rows),
    }


def signals_page(nomination: Nomination, *, user: Any) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("线索")),
        "taken": signals.taken(nomination),
        "offered": signals.offered(nomination, user=user),
    }


def fact_initial(fact: Fact | None) -> dict[str, Any]:
    if fact is None:
        return {}
    return {
        "ground": fact.ground_id,
        "happened_on": fact.happened_on,
        "place": fact.place,
        "text": fact.text,
    }


def fact_page(nomination: Nomination, fact: Fact | None, form: Any) -> dict[str, Any]:
    label = _("修改事实") if fact else _("增加事实")
    is_gone = fact is not None and not nomination.facts.filter(pk=fact.pk).exists()
    return {
        "add_url": is_gone and reverse("recall:fact-add", args=[nomination.pk]),
        "nomination": nomination,
        "form": form,
        "title": label,
        "crumbs": crumbs(nomination, label),
    }


def evidence_page(nomination: Nomination, fact: Fact, form: Any) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "fact": fact,
        "form": form,
        "crumbs": crumbs(nomination, _("附证明材料")),
    }


def opinion_initial(opinion: UnitOpinion | None) -> dict[str, Any]:
    if opinion is None:
        return {}
    names = ("held_on", "due_count", "present_count", "agree_count", "text")
    return {name: getattr(opinion, name) for name in names}


def check_page(nomination: Nomination, form: Any, *, user: Any, on: date) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "form": form,
        "gaps": gap_rows(nomination, on=on),
        "checks": reminded(nomination, on=on),
        "answers": answers(nomination),
        "refusal": permissions.submit_nomination.refusal(user, nomination),
        "crumbs": crumbs(nomination, _("核对并报送")),
    }


def sent_page(nomination: Nomination) -> dict[str, Any]:
    due = dates.spoken(nomination.due_on) if nomination.due_on else ""
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination, _("已报送")),
        "next": [
            _("县委组织部核实人在 %(day)s 前完成核实。") % {"day": due},
            _("如被退回补正，会出现在您的工作台。"),
            _("核实结论作出前，单位主要负责人可以撤回。"),
        ],
        "links": [
            (_("继续提名"), reverse("recall:rounds")),
            (_("查看此件"), address(nomination)),
        ],
    }
