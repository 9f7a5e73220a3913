"""The acts that a person may do to a nomination or a case now, for the panel beside it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.queries import users
from recall import permissions, regulations
from recall.enums import CaseState
from recall.enums import NominationState as S
from recall.forms.nominations import WithdrawForm
from recall.forms.office import AdmitForm, LeaveForm, NoteForm, RecusalForm, RevokeForm, ServeForm
from recall.models import Case, Nomination
from recall.queries.nominations import interested_ids
from recall.regulations.leaving import has_left

_FORMS = {
    "admit": AdmitForm,
    "waive": NoteForm,
    "lapse": NoteForm,
    "withdraw": WithdrawForm,
    "leave": LeaveForm,
    "serve": ServeForm,
    "revoke": RevokeForm,
}


def form_of(name: str, data: Any = None, **given: Any) -> Any:
    """Answer the form of an act, with ids of its own so that several stand on one page."""
    form = RecusalForm if name == "recuse" else _FORMS[name]
    return form(data, auto_id=f"id_{name}_%s", **given)


def seats(nomination: Nomination, *, on: date) -> Any:
    """Answer the deciders who may sit on this nomination."""
    deciders = users.holders(Role.DECIDER, county_id=nomination.county_id, on=on)
    return deciders.exclude(pk__in=interested_ids(nomination))


def _act(name: str, label: str, url: str, *, refusal: str, form: Any, after: str, danger: bool):
    return {
        "name": name,
        "label": label,
        "url": url,
        "refusal": refusal,
        "form": form,
        "after": after,
        "danger": danger,
    }


def acts(nomination: Nomination, *, user: Any, on: date, bound: Any = None) -> list[dict[str, Any]]:
    """Answer the acts of the nomination's state; `bound` is a form that came back with errors."""
    name_of_bound = _name(bound)
    rows = []
    for name, label, after in _offered(nomination, user, on):
        refusal = _refusal(name, nomination, user)
        given = {"people": recusable(nomination, on=on)} if name == "recuse" else {}
        form = bound if name == name_of_bound else form_of(name, **given)
        url = reverse("recall:nomination-act", args=[nomination.pk, name])
        danger = name in ("withdraw", "leave")
        rows.append(_act(name, label, url, refusal=refusal, form=form, after=after, danger=danger))
    return rows


def recusable(nomination: Nomination, *, on: date) -> Any:
    """Answer the verifiers and deciders of the county."""
    roles = (Role.VERIFIER, Role.DECIDER)
    return users.holders(*roles, county_id=nomination.county_id, on=on)


def _name(bound: Any) -> str:
    return bound.auto_id.removeprefix("id_").removesuffix("_%s") if bound is not None else ""


def _offered(nomination: Nomination, user: Any, on: date) -> list[tuple[str, str, str]]:
    rows = []
    is_office = permissions.declare_recusal.allows(user, nomination)
    if nomination.state == S.SUBMITTED and is_office and nomination.waits_to_be_let_in:
        rows.append(("admit", _("准予受理逾期报送"), _("准予后才能核实认定；理由随件保存。")))
    if nomination.state == S.VERIFIED and is_office:
        rows.append(("waive", _("登记不申辩"), _("登记后转入集体研究，不能撤回。")))
        if regulations.reply_term_is_over.is_kept(nomination, on):
            rows.append(("lapse", _("登记逾期未申辩"), _("登记后转入集体研究，不能撤回。")))
    if nomination.state == S.SUBMITTED and not is_office:
        rows.append(("withdraw", _("撤回提名"), _("撤回后本次提名终止，可以重新提名。")))
    if is_office and _awaits_decision(nomination):
        rows.append(("recuse", _("登记回避"), _("登记后该同志不能核实、研究此件。")))
    is_open = nomination.state in (S.SUBMITTED, S.VERIFIED, S.HEARD, S.SENT_BACK)
    if is_open and is_office and has_left(nomination.cadre, on):
        after = _("终止后期限停止，材料留存，不作任何认定。")
        rows.append(("leave", _("因离任终止"), after))
    return rows


def _awaits_decision(nomination: Nomination) -> bool:
    """Say whether the recall, or once it is decided its outcome, may still need other hands."""
    if case := getattr(nomination, "case", None):
        return case.state not in (CaseState.CLOSED, CaseState.REVOKED)
    return nomination.state in (S.SUBMITTED, S.VERIFIED, S.HEARD)


def _refusal(name: str, nomination: Nomination, user: Any) -> str:
    rules = {
        "admit": permissions.admit_late,
        "waive": permissions.hear_nomination,
        "lapse": permissions.hear_nomination,
        "withdraw": permissions.withdraw_nomination,
        "leave": permissions.end_nomination,
        "recuse": permissions.declare_recusal,
    }
    return rules[name].refusal(user, nomination)


def case_acts(case: Case, *, user: Any, bound: Any = None) -> list[dict[str, Any]]:
    """Answer the acts of the case's state that belong to this floor."""
    rows = []
    if case.state == CaseState.OPEN:
        rows.append(
            _act(
                "serve",
                _("登记送达"),
                reverse("recall:case-act", args=[case.pk, "serve"]),
                refusal=permissions.serve_notice.refusal(user, case),
                form=bound if _name(bound) == "serve" else form_of("serve"),
                after=_("异议期从送达之日起算，登记后不能修改。"),
                danger=False,
            )
        )
    ended = (CaseState.DECIDED, CaseState.TRACKING, CaseState.CLOSED, CaseState.REVOKED)
    if case.state not in ended:
        rows.append(
            _act(
                "revoke",
                _("撤销召回"),
                reverse("recall:case-act", args=[case.pk, "revoke"]),
                refusal=permissions.settle_case.refusal(user, case),
                form=bound if _name(bound) == "revoke" else form_of("revoke"),
                after=_("用于发现召回有误的情形；撤销后通知书即告失效。"),
                danger=True,
            )
        )
    return rows
