"""What the page of a wish to stay shows, and who may do what there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

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
    offered = []
    if permissions.wish_to_stay.allows(user, posting):
        offered.append(_wish(posting, bound) if standing is None else _withdraw(posting, bound))
    waits = standing is not None and standing.answered_at is None
    if waits and permissions.answer_wish.allows(user, posting):
        offered.append(_answer(posting, bound))
    return offered


def _wish(posting: PracticePosting, bound: Any) -> dict[str, Any]:
    return act(
        "wish",
        _("申请留任"),
        _url(posting, "wish"),
        refusal="",
        form=form_of("wish", WishForm, bound),
        after=_("接收单位答复后，由会议研究决定；决定以前随时可以撤回。留不留任不影响考核得分。"),
    )


def _withdraw(posting: PracticePosting, bound: Any) -> dict[str, Any]:
    return act(
        "withdraw",
        _("撤回申请"),
        _url(posting, "withdraw"),
        refusal="",
        form=form_of("withdraw", NoFields, bound),
        after=_("撤回不用说明理由，也可以再次申请。"),
    )


def _answer(posting: PracticePosting, bound: Any) -> dict[str, Any]:
    return act(
        "answer",
        _("答复申请"),
        _url(posting, "answer"),
        refusal="",
        form=form_of("answer", AnswerForm, bound),
        after=_("答复后不能改；是否留任由会议研究决定。"),
    )


def _url(posting: PracticePosting, name: str) -> str:
    return reverse("training:stay-act", args=[posting.pk, name])
