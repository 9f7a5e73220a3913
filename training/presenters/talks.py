"""What the pages of heart-to-heart talks show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.forms import NoFields
from training.forms.talks import AcknowledgeForm
from training.models import HeartTalk
from training.permissions import talks as permissions
from training.presenters.acts import act, form_of


def state(talk: HeartTalk) -> dict[str, str]:
    """Answer words and look of whose word a talk waits for."""
    if not talk.acknowledged_at:
        return {"words": _("待本人确认"), "tone": "amber", "icon": "clock"}
    if talk.own_words and not talk.noted_at:
        return {"words": _("待谈话人阅知"), "tone": "blue", "icon": "message-square-text"}
    return {"words": _("双方已确认"), "tone": "green", "icon": "circle-check"}


def rows(page: Any, *, on: date) -> list[dict[str, Any]]:
    """Answer the lines of a list, each with its state and whether its follow-up is due."""
    return [
        {
            "row": row,
            "state": state(row),
            "is_due": bool(row.follow_up_on and row.follow_up_on <= on),
        }
        for row in page
    ]


def crumbs(title: Any = None) -> list[tuple[Any, str | None]]:
    own = [(_("谈心谈话"), reverse("training:talk-list") if title else None)]
    return [*own, (title, None)] if title else own


_OFFERED: dict[str, tuple[Any, Any, Any, Any]] = {
    "acknowledge": (
        permissions.acknowledge_talk,
        gettext_lazy("确认谈话记录"),
        AcknowledgeForm,
        gettext_lazy("确认表示谈过这些话，不表示同意对您的评价；确认后不能改。"),
    ),
    "note": (
        permissions.note_talk,
        gettext_lazy("已阅知本人意见"),
        NoFields,
        "",
    ),
}


def detail(talk: HeartTalk, *, user: Any, bound: Any = None) -> dict[str, Any]:
    """Answer the context of a talk's page, with the one act that waits."""
    return {
        "talk": talk,
        "state": state(talk),
        "acts": [_act(name, talk, user, bound) for name in _waiting(talk, user)],
        "crumbs": crumbs(talk.case.cadre.name),
    }


def _waiting(talk: HeartTalk, user: Any) -> list[str]:
    name = "note" if talk.acknowledged_at else "acknowledge"
    is_open = not talk.noted_at and (name == "acknowledge" or talk.own_words)
    return [name] if is_open and _OFFERED[name][0].allows(user, talk) else []


def _act(name: str, talk: HeartTalk, user: Any, bound: Any) -> dict[str, Any]:
    rule, label, form, after = _OFFERED[name]
    url = reverse("training:talk-act", args=[talk.pk, name])
    refusal = rule.refusal(user, talk)
    return act(name, label, url, refusal=refusal, form=form_of(name, form, bound), after=after)
