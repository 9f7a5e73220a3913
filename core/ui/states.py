"""What each state looks like. One table for badges, filters, charts and exports.

A code is the lower-cased value of the enum; where two machines share a value
(a campaign's draft and a nomination's draft) the rarer one carries its kind as a prefix.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """Label, colour tone (a `badge--` class) and lucide icon of one state."""

    label: Promise
    tone: str
    icon: str


STATES = {
    "campaign_draft": Look(_("草稿"), "grey", "pencil-line"),
    "campaign_open": Look(_("进行中"), "teal", "circle-play"),
    "campaign_closed": Look(_("已结束"), "line", "archive"),
    "meeting_prepared": Look(_("筹备中"), "grey", "pencil-line"),
    "meeting_opened": Look(_("会议进行中"), "teal", "circle-play"),
    "meeting_closed": Look(_("已闭会，待登记"), "amber", "gavel"),
    "meeting_applied": Look(_("已登记决定"), "solid", "check-check"),
    "scheme_draft": Look(_("起草中"), "grey", "pencil-line"),
    "scheme_submitted": Look(_("待审定"), "blue", "inbox"),
    "scheme_approved": Look(_("已审定"), "teal", "check"),
    "wording_draft": Look(_("起草中"), "grey", "pencil-line"),
    "wording_submitted": Look(_("待审定"), "blue", "inbox"),
    "wording_approved": Look(_("已审定"), "teal", "check"),
    "wording_dropped": Look(_("已放弃"), "line", "ban"),
    "draft": Look(_("草稿"), "grey", "pencil-line"),
    "submitted": Look(_("待核实"), "blue", "inbox"),
    "verified": Look(_("待听取申辩"), "teal", "message-square-text"),
    "heard": Look(_("待研究"), "purple", "users-round"),
    "approved": Look(_("决定召回"), "brand", "gavel"),
    "sent_back": Look(_("退回单位"), "amber", "undo-2"),
    "rejected": Look(_("不予召回"), "grey", "x"),
    "withdrawn": Look(_("已撤回"), "line", "corner-up-left"),
    "open": Look(_("待送达"), "blue", "send"),
    "served": Look(_("已送达"), "teal", "mail-check"),
    "training": Look(_("培训中"), "teal", "graduation-cap"),
    "practice": Look(_("实践锻炼"), "green", "sprout"),
    "assessed": Look(_("已考核"), "purple", "clipboard-check"),
    "decided": Look(_("已定结果"), "brand", "stamp"),
    "tracking": Look(_("跟踪考察"), "blue", "eye"),
    "closed": Look(_("已办结"), "solid", "check-check"),
    "revoked": Look(_("已撤销"), "line", "ban"),
}


def look(code: str, *, kind: str = "") -> Look:
    """Answer the look of a state, e.g. `look("OPEN", kind="campaign")`.

    :raises KeyError: for a code the table does not know, so that a test finds it
    """
    return STATES[f"{kind}_{code}".lower() if kind else code.lower()]
