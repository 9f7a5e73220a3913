"""What an outcome and a recall do to a person, known from tables of its own: the oracle."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from assessment.queries import consequences
from core.dates import add_months, legal_day

POSTS = {
    "TRANSFER": "转岗",
    "DEMOTE": "降职",
    "REMOVE": "免职",
    "STAY": "自愿留任基层",
    "STANDBY": "待岗",
    "REDUCE_GRADE": "降级",
    "SECOND_LINE": "退居二线",
    "NON_LEADING": "改任非领导职务",
    "DISMISS": "辞退",
    "TERMINATE": "解聘",
    "RETIRE": "退休（须本人申请）",
}
WITHOUT_BAN_AND_VISITS = {"DISMISS", "TERMINATE", "RETIRE", "REFER"}
WITH_AN_END = {"PRACTICE", "MENTORING"}
ON_CONTRACT = {"EMPLOYED", "INSTITUTION", "INST_TECHNICAL", "INST_WORKER", "WORKER", "FIRM"}
ON_CONTRACT |= {"CONTRACT"}
BACK = {
    "step": "撤销并收回文书：",
    "post": "恢复原职务或者同层次岗位：",
    "class": "停止并恢复岗位：",
    "practice": "停止并恢复岗位：",
    "notice": "撤下并书面更正：",
    "ban": "解除并通知有关单位：",
    "visit": "停止并说明：",
}


class Effect(NamedTuple):
    kind: str
    what: str
    from_on: date
    fen: int | None = 0

    def put_back(self, on):
        """Answer kind, effect and the words by which it is put back on a day."""
        words = BACK.get(self.kind, "核对没有少发：" if self.fen == 0 else "补发：")
        words = "取消：" if self.from_on > on else words
        return str(self.kind), self.what, f"{words}{self.what}"


def of_outcome(kind, staff_kind, given, on, *, waits=False):
    """Answer what an outcome does; one that waits on a condition has only papers and visits."""
    found = [Effect("step", "批准", on), Effect("step", "送达结果文书", on)]
    if kind == "TERMINATE" and staff_kind in ON_CONTRACT:
        found.append(Effect("step", "最迟书面通知本人", on - timedelta(days=30)))
    if kind in POSTS and not waits:
        found.append(Effect("post", POSTS[kind], on))
    if kind in WITH_AN_END and not waits:
        found.append(Effect("practice", "最迟期满", on))
    if kind not in WITHOUT_BAN_AND_VISITS:
        found += [] if waits else [Effect("ban", "不参加评先评优，不提拔", on)]
        months = map(int, re.findall(r"\d+", given["track_months"]))
        found += [Effect("visit", f"第{n}个月回访", add_months(on, n)) for n in months]
    return found


def of_recall(campaign, on):
    lines = consequences.of_recall(campaign, on=on)
    return [
        Effect(one.kind, one.what, one.from_on, one.fen) for one in lines if one.kind != "remedy"
    ]


def owed(recall, outcome, kept, on):
    """Answer what is put back: of recall and outcome each effect once, but for what is kept."""
    begun = {(one.kind, one.what) for one in recall}
    whole = recall + [one for one in outcome if (one.kind, one.what) not in begun]
    kept = {(one.kind, one.what) for one in kept}
    return [one for one in whole if (one.kind, one.what) not in kept]


def expected(appeal, new_kind, on):
    case, row = appeal.case, getattr(appeal.case, "outcome", None)
    given, staff_kind = case.campaign.scheme_version.parameters, case.nomination.staff_kind
    recall = [] if appeal.outcome else of_recall(case.campaign, legal_day(case.opened_at))
    effects = []
    if row is not None:
        held = getattr(row, "observation", None)
        waits = held is not None and not held.is_activated
        effects = of_outcome(row.kind, staff_kind, given, row.held_on, waits=waits)
    kept = of_outcome(new_kind, staff_kind, given, row.held_on) if new_kind else []
    return owed(recall, effects, kept, on)
