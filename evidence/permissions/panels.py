"""Who may act on panels."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from evidence.enums import PanelSeat
from evidence.permissions.polls import organise


@Rule
def prepare_panel(user: Any, panel: Any) -> Answer:
    """As `organise`; nobody prepares a panel that studies them."""
    if panel.pk and panel.candidates.filter(cadre__user=user).exists():
        return _("不得经办涉及本人的事项。")
    return organise.judge(user, panel)


@Rule
def score_on_panel(user: Any, panel: Any) -> Answer:
    """Chair and members; the recorder does not score."""
    if panel.members.exclude(seat=PanelSeat.RECORDER).filter(user=user).exists():
        return None
    return _("只有组长和成员可以评分。")


@Rule
def sit_on_panel(user: Any, panel: Any) -> Answer:
    """Whoever has a seat."""
    if panel.members.filter(user=user).exists():
        return None
    return _("只有小组成员可以登记回避。")


@Rule
def close_panel(user: Any, panel: Any) -> Answer:
    """Chair or recorder."""
    if panel.members.exclude(seat=PanelSeat.MEMBER).filter(user=user).exists():
        return None
    return _("只有组长或记录人可以结束研判。")


@Rule
def propose_from_panel(user: Any, panel: Any) -> Answer:
    """Chair or recorder, or who prepared it."""
    if close_panel.allows(user, panel):
        return None
    return prepare_panel.judge(user, panel)
