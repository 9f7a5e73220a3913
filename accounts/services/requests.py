"""Changes of roles: asked for by one duty, confirmed by another, done in the same transaction."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.enums import RequestKind, RequestState
from accounts.models import Grant, GrantRequest, User
from accounts.services import accounts, sessions
from core.audit import trail
from core.dates import legal_day
from core.errors import RegulationBroken, StateConflict


@transaction.atomic
def ask(
    user: User,
    *,
    role: str,
    reason: str,
    from_on: date,
    by: Any,
    at: datetime,
    until_on: date | None = None,
    county: Any = None,
    unit: Any = None,
    with_below: bool = False,
) -> GrantRequest:
    """Ask that a user be given a role, from today or a later day.

    :raises NotAllowed: unless `by` is system or security administrator and somebody else
    :raises RegulationBroken: when the same is asked already, the account is closed, or the
        role shall begin before it is asked for
    """
    permissions.ask_for_grant.check(by, user)
    _open(user)
    if from_on < legal_day(at):
        raise RegulationBroken(_("起始日期不得早于今天：授权不溯及既往。"))
    row = GrantRequest(
        kind=RequestKind.GRANT,
        user=user,
        role=role,
        county=county,
        unit=unit,
        with_below=with_below,
        from_on=from_on,
        until_on=until_on,
    )
    return _filed(row, reason=reason, by=by, at=at)


@transaction.atomic
def ask_back(grant: Grant, *, reason: str, by: Any, at: datetime) -> GrantRequest:
    """Ask that a grant be taken back.

    :raises NotAllowed: unless `by` is system or security administrator and somebody else
    :raises StateConflict: when it was revoked before
    """
    permissions.ask_for_grant.check(by, grant.user)
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.revoked_at:
        raise StateConflict(_("该授权已经收回。"))
    same = ("user", "role", "county", "unit", "with_below", "from_on", "until_on")
    values = {name: getattr(grant, name) for name in same}
    row = GrantRequest(kind=RequestKind.REVOKE, grant=grant, **values)
    return _filed(row, reason=reason, by=by, at=at)


def _filed(row: GrantRequest, *, reason: str, by: Any, at: datetime) -> GrantRequest:
    row.reason, row.asked_by, row.asked_at, row.asked_as = reason, by, at, by.duty
    with accounts.refused_by_the_database():
        row.save()
    trail.record(row, "ask_for_role", by=by, at=at, kind=row.kind, role=row.role)
    return row


@transaction.atomic
def confirm(request: GrantRequest, *, answer: str = "", by: Any, at: datetime) -> GrantRequest:
    """Confirm a request and do what it asks; the person's sessions end with it.

    A role never begins before its confirmation: nobody held it on the days in between. The
    request keeps the day that was asked for.

    :raises NotAllowed: unless `by` has another duty than the asker and is not concerned
    :raises RegulationBroken: when the account was closed, or the term ran out in between
    :raises StateConflict: when it was answered before
    """
    request = _locked(request)
    permissions.confirm_grant.check(by, request)
    if request.kind == RequestKind.REVOKE:
        accounts.revoke(request.grant, by=by, at=at)  # type: ignore[arg-type]  # kept by the table
    else:
        request.grant = _granted(request, by=by, at=at)
    sessions.end_all(request.user, by=by, at=at)
    return _answered(request, RequestState.CONFIRMED, answer=answer, by=by, at=at)


def _granted(request: GrantRequest, *, by: Any, at: datetime) -> Grant:
    _open(request.user)
    today = legal_day(at)
    if request.until_on and request.until_on < today:
        raise RegulationBroken(_("申请的期限已过，请退回后重新申请。"))
    return accounts.grant(
        request.user,
        role=request.role,
        county=request.county,
        unit=request.unit,
        with_below=request.with_below,
        from_on=max(request.from_on, today),
        until_on=request.until_on,
        by=by,
        at=at,
    )


@transaction.atomic
def refuse(request: GrantRequest, *, answer: str, by: Any, at: datetime) -> GrantRequest:
    """Send a request back with a reason.

    :raises NotAllowed: for the asker and the person concerned
    :raises StateConflict: when it was answered before
    """
    request = _locked(request)
    permissions.refuse_grant.check(by, request)
    return _answered(request, RequestState.REFUSED, answer=answer, by=by, at=at)


@transaction.atomic
def withdraw(request: GrantRequest, *, answer: str = "", by: Any, at: datetime) -> GrantRequest:
    """Take one's own request back.

    :raises NotAllowed: for anybody else
    :raises StateConflict: when it was answered before
    """
    request = _locked(request)
    permissions.withdraw_grant.check(by, request)
    return _answered(request, RequestState.WITHDRAWN, answer=answer, by=by, at=at)


def _open(user: User) -> None:
    """Refuse a role for whoever cannot sign in: it would wait there unseen."""
    if user.is_guest:
        raise RegulationBroken(_("邀请账号不能授予角色。"))
    if user.is_system or not user.is_active:
        raise RegulationBroken(_("账号已停用，不能授予角色。"))


def _locked(request: GrantRequest) -> GrantRequest:
    row = (
        GrantRequest.objects.select_related("user", "county", "unit", "grant")
        .select_for_update(of=("self",))
        .get(pk=request.pk)
    )
    if row.state != RequestState.PENDING:
        raise StateConflict(
            _("该申请已经是“%(state)s”，不能再答复。") % {"state": row.get_state_display()}
        )
    return row


def _answered(
    row: GrantRequest, state: RequestState, *, answer: str, by: Any, at: datetime
) -> GrantRequest:
    row.state, row.answer = state, answer
    row.answered_by, row.answered_at, row.answered_as = by, at, by.duty
    row.save()
    told = {"kind": row.kind, "role": row.role}
    if state == RequestState.CONFIRMED and row.grant and row.grant.from_on != row.from_on:
        told["asked_from"], told["from"] = f"{row.from_on}", f"{row.grant.from_on}"
    trail.record(row, f"request_{state.lower()}", by=by, at=at, **told)
    return row
