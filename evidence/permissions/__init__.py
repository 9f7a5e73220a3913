"""Who may act on the evidence floor, a module for each subject.

None = may act, else the sentence the user reads.
"""

from evidence.permissions.books import (
    answer_objection,
    enter_book,
    enter_points,
    keep_book,
    keep_member,
    object_to,
    reverse_entry,
)
from evidence.permissions.checklists import (
    decide_problem,
    keep_checklist,
    report_on,
    report_problem,
    return_zero,
)
from evidence.permissions.complaints import (
    enter_complaint,
    judge_complaint,
    keep_complaints,
)
from evidence.permissions.honour_lists import (
    file_entry,
    keep_list,
    object_to_entry,
    propose_entry,
    publish_entry,
    withdraw_entry,
)
from evidence.permissions.imports import bring_in
from evidence.permissions.inspections import (
    answer_finding,
    close_finding,
    edit_finding,
    enter_finding,
    plan_inspection,
)
from evidence.permissions.metrics import raise_by_clause
from evidence.permissions.panels import (
    close_panel,
    prepare_panel,
    propose_from_panel,
    score_on_panel,
    sit_on_panel,
)
from evidence.permissions.plans import (
    check_task,
    keep_targets,
    keep_weekly,
    score_target,
    set_task,
)
from evidence.permissions.polls import (
    organise,
    organise_poll,
    void_poll,
)
from evidence.permissions.presentations import comment_in_round, keep_round, write_report
from evidence.permissions.reminders import (
    remind,
    say_on_reminder,
)
from evidence.permissions.scans import send_scans, settle_scan, waive_paper
from evidence.permissions.work import keep_attendance

__all__ = [
    "answer_finding",
    "answer_objection",
    "bring_in",
    "check_task",
    "close_finding",
    "close_panel",
    "comment_in_round",
    "decide_problem",
    "edit_finding",
    "enter_book",
    "enter_complaint",
    "enter_finding",
    "enter_points",
    "file_entry",
    "judge_complaint",
    "keep_attendance",
    "keep_book",
    "keep_checklist",
    "keep_complaints",
    "keep_list",
    "keep_member",
    "keep_round",
    "keep_targets",
    "keep_weekly",
    "object_to",
    "object_to_entry",
    "organise",
    "organise_poll",
    "plan_inspection",
    "prepare_panel",
    "propose_entry",
    "propose_from_panel",
    "publish_entry",
    "raise_by_clause",
    "remind",
    "report_on",
    "report_problem",
    "return_zero",
    "reverse_entry",
    "say_on_reminder",
    "score_on_panel",
    "score_target",
    "send_scans",
    "set_task",
    "settle_scan",
    "sit_on_panel",
    "void_poll",
    "waive_paper",
    "withdraw_entry",
    "write_report",
]
