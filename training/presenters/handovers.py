"""What the pages say of a change of mentor."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.ui.forms import NoFields
from training.forms.handovers import RefusalForm
from training.models import MentorHandover, PracticePosting
from training.permissions import handovers as permissions
from training.presenters.acts import act, form_of
from training.queries import handovers

_OFFERED: dict[str, tuple[Any, Any, Any, Any]] = {
    "sign": (
        permissions.sign_handover,
        gettext_lazy("签字同意"),
        NoFields,
        gettext_lazy("两位带教人都签字后立即生效：由新带教人点评日志、填月评，原带教人不再看到。"),
    ),
    "refuse": (
        permissions.sign_handover,
        gettext_lazy("不同意"),
        RefusalForm,
        gettext_lazy("交接不成，仍由原带教人带教，由经办部门另行安排。"),
    ),
    "withdraw": (
        permissions.withdraw_handover,
        gettext_lazy("撤回"),
        NoFields,
        gettext_lazy("撤回后仍由原带教人带教。"),
    ),
}


def state(row: MentorHandover) -> dict[str, str]:
    """Answer words and look of how a handover stands."""
    if row.done_on:
        return {"words": _("已交接"), "tone": "green", "icon": "circle-check"}
    if row.refused_at:
        return {"words": _("未签成"), "tone": "red", "icon": "circle-alert"}
    if row.withdrawn_at:
        return {"words": _("已撤回"), "tone": "line", "icon": "lock"}
    return {"words": _("待签字"), "tone": "amber", "icon": "clock"}


def detail(row: MentorHandover, *, user: Any, bound: Any = None) -> dict[str, Any]:
    """Answer the context of a handover's page, with the acts that the user may do now."""
    name = row.posting.case.cadre.name
    return {
        "handover": row,
        "state": state(row),
        "facts": _facts(row),
        "acts": [_act(name, row, user, bound) for name in _waiting(row, user)],
        "crumbs": [*_above(row, user), (_("%(name)s　带教交接") % {"name": name}, None)],
    }


def _above(row: MentorHandover, user: Any) -> list[tuple[Any, str | None]]:
    """Who is to come reads no posting yet: their way back is the list of whom they guide."""
    if PracticePosting.objects.visible_to(user).filter(pk=row.posting_id).exists():
        page = reverse("training:posting-detail", args=[row.posting_id])
        return [(_("实践锻炼"), reverse("training:posting-list")), (row.posting.place, page)]
    return [(_("我带教的人"), reverse("training:my-trainees"))]


def _facts(row: MentorHandover) -> list[dict[str, Any]]:
    posting = row.posting
    first, last = dates.spoken(posting.from_on), dates.spoken(posting.until_on)
    return [
        {"label": _("锻炼地点"), "value": f"{posting.host_unit.name}　{posting.place}"},
        {"label": _("起止日期"), "value": f"{first} — {last}"},
        {"label": _("锻炼任务"), "value": posting.tasks, "wide": True},
        {"label": _("更换原因"), "value": row.reason, "wide": True},
        {"label": _("交接说明"), "value": row.note, "wide": True},
        {"label": _("原带教人"), "value": _signed(row.from_mentor.name, row.left_at, row.absence)},
        {"label": _("新带教人"), "value": _signed(row.to_mentor.name, row.taken_at, "")},
        *_end(row),
    ]


def _signed(name: str, at: Any, absence: str) -> str:
    if at:
        day = dates.spoken(dates.legal_day(at))
        return _("%(name)s　%(on)s签字") % {"name": name, "on": day}
    if absence:
        return _("%(name)s　不能签字：%(why)s") % {"name": name, "why": absence}
    return _("%(name)s　未签字") % {"name": name}


def _end(row: MentorHandover) -> list[dict[str, Any]]:
    if row.refused_by:
        words = f"{row.refused_by.name}：{row.refusal}"
        return [{"label": _("不同意的理由"), "value": words, "wide": True}]
    if row.done_on:
        return [{"label": _("交接日期"), "value": dates.spoken(row.done_on)}]
    return []


def _waiting(row: MentorHandover, user: Any) -> list[str]:
    if not row.is_open:
        return []
    signed = {row.from_mentor_id: row.left_at, row.to_mentor_id: row.taken_at}
    return [
        name
        for name, (rule, *_rest) in _OFFERED.items()
        if rule.allows(user, row) and not (name == "sign" and signed.get(user.pk))
    ]


def _act(name: str, row: MentorHandover, user: Any, bound: Any) -> dict[str, Any]:
    rule, label, form, after = _OFFERED[name]
    url = reverse("training:handover-act", args=[row.pk, name])
    refusal = rule.refusal(user, row)
    return act(name, label, url, refusal=refusal, form=form_of(name, form, bound), after=after)


def events(posting: PracticePosting, *, user: Any) -> list[dict[str, Any]]:
    """Answer a posting's changes of mentor for its timeline, as far as the user reads them."""
    return [_event(row) for row in handovers.told(posting, user)]


def _event(row: MentorHandover) -> dict[str, Any]:
    words = _("由%(old)s交给%(new)s。%(reason)s。交接：%(note)s　%(state)s")
    given = {
        "old": row.from_mentor.name,
        "new": row.to_mentor.name,
        "reason": row.reason.rstrip("。"),
        "note": row.note,
        "state": state(row)["words"],
    }
    return {
        "label": _("更换带教人"),
        "who": row.opened_by.name,
        "at": row.opened_at,
        "opinion": words % given,
        "tone": "now" if row.is_open else "",
    }
