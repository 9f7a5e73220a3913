"""What the page of a wish to stay shows, and who may do what there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.ui.forms import NoFields
from training.forms.wishes import AnswerForm, WishForm
from training.models import PracticePosting, StayWish
from training.permissions import wishes as permissions
from training.presenters.acts import act, form_of
from training.queries import wishes as queries


def page(posting: PracticePosting, *, user: Any, bound: Any = None) -> dict[str, Any]:
    """Answer every wish of a posting, the newest first, and the acts that are open to the user."""
    rows = StayWish.objects.visible_to(user).filter(posting=posting)
    wishes = list(rows.select_related("posting", "host_unit", "answered_by").order_by("-pk"))
    standing = next((row for row in wishes if row.stands), None)
    elsewhere = queries.elsewhere(posting, user)
    return {
        "posting": posting,
        "wishes": wishes,
        "elsewhere": elsewhere,
        "acts": [] if elsewhere else _acts(posting, standing, user, bound),
        "is_settled": queries.is_settled(posting.case),
        "crumbs": [
            (_("实践锻炼"), reverse("training:posting-list")),
            (str(posting.case), reverse("training:posting-detail", args=[posting.pk])),
            (_("自愿留任"), None),
        ],
    }


def _acts(
    posting: PracticePosting, standing: StayWish | None, user: Any, bound: Any
) -> list[dict[str, Any]]:
    if queries.is_settled(posting.case):
        return []
    names = []
    if permissions.wish_to_stay.allows(user, posting):
        names.append("wish" if standing is None else "withdraw")
    waits = standing is not None and standing.answered_at is None
    if waits and permissions.answer_wish.allows(user, posting):
        names.append("answer")
    return [_act(name, posting, bound) for name in names]


_OFFERED: dict[str, tuple[Any, Any, Any]] = {
    "wish": (
        _("申请留任"),
        WishForm,
        _("接收单位答复后，由会议研究决定；决定以前随时可以撤回。留不留任不影响考核得分。"),
    ),
    "withdraw": (_("撤回申请"), NoFields, _("撤回不用说明理由，也可以再次申请。")),
    "answer": (_("答复申请"), AnswerForm, _("答复后不能改；是否留任由会议研究决定。")),
}


def _act(name: str, posting: PracticePosting, bound: Any) -> dict[str, Any]:
    label, form, after = _OFFERED[name]
    url = reverse("training:stay-act", args=[posting.pk, name])
    return act(name, label, url, refusal="", form=form_of(name, form, bound), after=after)
