"""What the practice pages show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from recall.enums import CaseState
from recall.models import Case
from schemes.queries import parameters
from training import permissions, regulations
from training.forms.postings import FinishForm, RemarkForm
from training.models import JournalEntry, PracticePosting
from training.permissions.practice import change_posting, print_journal
from training.permissions.reviews import appraise
from training.permissions.talks import hold_talk
from training.presenters import posting_changes as changes
from training.presenters import reviews
from training.presenters.acts import act, form_of
from training.queries import postings, suspensions
from training.queries import reviews as rated
from training.regulations import practice as rules


def detail(posting: PracticePosting, *, user: Any, on: date, bound: Any = None) -> dict[str, Any]:
    """Answer the context of a posting's page; `bound` is a form that came back with errors."""
    rows = postings.journals([posting])[posting.pk]
    last = rows[0].on if rows else None
    return {
        "posting": posting,
        "crumbs": [(_("实践锻炼"), reverse("training:posting-list")), (str(posting.case), None)],
        "facts": _facts(posting),
        "entries": entries(rows, user=user, bound=bound),
        "acts": _acts(posting, user, on, bound),
        "journal_due_on": postings.journal_due(
            posting, last, is_still=postings.stands_still(posting, on)
        ),
        "is_own": posting.case.subject_id == user.pk,
        "prints_journal": print_journal.allows(user, posting) and not posting.finished_on,
        "reads_wishes": PracticePosting.objects.told_of_wishes(user).filter(pk=posting.pk).exists(),
        "talks": hold_talk.allows(user, posting),
        "invites": change_posting.allows(user, posting),
        "changes": changes.of(posting, user=user),
        "reviews": reviews.reviewed(posting),
        "moves": changes.moves(posting, user=user),
        "takes_scales": appraise.allows(user, posting) and rated.takes_scales(posting),
        "pause": changes.standing_pause(posting),
        "far_warning": _far(posting, user),
        "on": on,
    }


def entries(rows: list[JournalEntry], *, user: Any, bound: Any = None) -> list[dict[str, Any]]:
    """Answer entries with a remark form under each that the user may remark upon."""
    return [{"entry": entry, "form": remark_form(entry, user=user, bound=bound)} for entry in rows]


def remark_form(entry: JournalEntry, *, user: Any, bound: Any = None) -> Any:
    if entry.remarked_at or not permissions.remark_journal.allows(user, entry):
        return None
    return form_of(f"remark{entry.pk}", RemarkForm, bound)


def send(case: Case, *, host_unit: Any, host_form: Any, form: Any) -> dict[str, Any]:
    """Answer the context of the two-step posting form."""
    return {
        "case": case,
        "host_unit": host_unit,
        "host_form": host_form,
        "form": form,
        "length": _length(case),
        "crumbs": [(_("实践锻炼"), reverse("training:posting-list")), (_("派出"), None)],
    }


def _length(case: Case) -> str:
    """Answer how long practice may last in the case's campaign."""
    given = parameters.whole(case.campaign.scheme_version.parameters)
    told = {
        "least": given["practice_min"],
        "most": case.campaign.practice_months,
        "cycles": given["cycles"],
    }
    if given["cycles"] > 1:
        return _("实践锻炼分 %(cycles)s 轮，合计 %(least)s 至 %(most)s 个月，每轮大致平均。") % told
    return _("实践锻炼 %(least)s 至 %(most)s 个月。") % told


def _facts(posting: PracticePosting) -> list[dict[str, Any]]:
    return [
        {"label": _("原单位"), "value": posting.case.unit_then},
        {"label": _("接收单位"), "value": posting.host_unit.name},
        {"label": _("锻炼地点"), "value": posting.place},
        {"label": _("带教人"), "value": posting.mentor.name},
        {
            "label": _("起止日期"),
            "value": f"{dates.spoken(posting.from_on)} — {dates.spoken(posting.until_on)}",
        },
        {"label": _("期满日期"), "value": _day(posting)},
        *_distances(posting),
        {"label": _("锻炼任务"), "value": posting.tasks, "wide": True},
        *([_early(posting)] if posting.early_reason else []),
        {"label": _("鉴定意见"), "value": posting.opinion, "wide": True},
        *reviews.appraised(posting),
    ]


def _day(posting: PracticePosting) -> str:
    if posting.held_from_on:
        return _("自%(day)s起中止，恢复后顺延") % {"day": dates.spoken(posting.held_from_on)}
    days = posting.paused_days
    told = dates.spoken(posting.finished_on) if posting.finished_on else _("锻炼中")
    return _("%(told)s（因暂停或中止顺延%(n)s天）") % {"told": told, "n": days} if days else told


def _early(posting: PracticePosting) -> dict[str, Any]:
    return {"label": _("提前结束的原因"), "value": posting.early_reason, "wide": True}


def _distances(posting: PracticePosting) -> list[dict[str, Any]]:
    told = [(_("距原单位"), posting.unit_km), (_("距家"), posting.home_km)]
    words = _("%(km)s 公里")
    return [{"label": label, "value": words % {"km": km}} for label, km in told if km is not None]


def _far(posting: PracticePosting, user: Any) -> str:
    """Answer PP-03's warning while the posting stands, for who can do something about it."""
    if posting.finished_on or rules.is_near_enough.is_kept(posting.home_km):
        return ""
    may = change_posting.allows(user, posting)
    return str(rules.is_near_enough.sentence) if may else ""


def _acts(posting: PracticePosting, user: Any, on: date, bound: Any) -> list[dict[str, Any]]:
    refusal = permissions.finish_posting.refusal(user, posting)
    if posting.finished_on or posting.held_from_on or refusal:
        return []
    return [
        act(
            "finish",
            _("期满鉴定"),
            reverse("training:posting-finish", args=[posting.pk]),
            refusal="",
            form=form_of(
                "finish",
                FinishForm,
                bound,
                appraises=appraise.allows(user, posting),
                initial={"finished_on": min(on, posting.until_on)},
            ),
            after=_("鉴定后日志不再续写；随后可以完成综合考核，鉴定不能修改。"),
        )
    ]


def send_refusal(user: Any, case: Case) -> str:
    """Answer why the user may not send the person to practice, empty when they may."""
    if refusal := permissions.send_posting.refusal(user, case):
        return refusal
    if case.state not in (CaseState.TRAINING, CaseState.PRACTICE):
        return _("只有培训中或实践锻炼中的人员可以派出。")
    if suspensions.open_of(case):
        return str(regulations.case_goes_on.sentence)
    return _("该同志还有未期满鉴定的实践锻炼。") if postings.standing_of(case) else ""
