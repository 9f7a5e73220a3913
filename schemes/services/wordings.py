"""Acts on the words of papers: begin a version, write it, submit, send back, approve, give up."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import users
from core import dates, editing
from core.audit import trail
from core.documents import rendering, texts
from core.documents import wordings as papers
from core.documents.wordings import Kind, Words
from core.errors import RegulationBroken, StateConflict
from core.notify import telling
from core.permissions import Rule
from core.workflow.engine import advance, lock
from schemes import permissions
from schemes.enums import Told, WordingState
from schemes.models import WordingVersion
from schemes.queries import wordings
from schemes.regulations import wordings as rules

_NOTHING = Words("", "", "")


def begin(
    county: Any, *, kind: Kind, is_base: bool = False, by: Any, at: datetime
) -> WordingVersion:
    """Begin a division's next version of a paper with the words now in force.

    :param is_base: it shall go back to the words of the division above, or of the product

    :raises RegulationBroken: TX-10
    :raises StateConflict: another admin was faster
    """
    permissions.make_wording.check(by, county)
    rules.no_other_open.check(kind, county)
    try:
        with transaction.atomic():
            return _begin(county, kind, is_base=is_base, by=by, at=at)
    except IntegrityError as error:
        raise StateConflict(_("另一名管理员刚刚另立了新版，请刷新后查看。")) from error


def _begin(county: Any, kind: Kind, *, is_base: bool, by: Any, at: datetime) -> WordingVersion:
    now = wordings.in_force(kind.code, county, dates.legal_day(at)).version
    words = _NOTHING if is_base else now.words if now else kind.words
    version = WordingVersion.objects.create(
        county=county,
        kind=kind.code,
        number=WordingVersion.objects.filter(county=county, kind=kind.code).count() + 1,
        is_base=is_base,
        sha256=wordings.hashed(kind.code, words),
        writers=[by.pk],
        drafted_by=by,
        drafted_at=at,
        **words._asdict(),
    )
    trail.record(version, "draft_wording", by=by, at=at, scope=county.code)
    return version


@transaction.atomic
def put(
    version: WordingVersion,
    *,
    from_on: date | None,
    title: str = "",
    addressee: str = "",
    body: str = "",
    read: editing.Read | None = None,
    by: Any,
    at: datetime,
) -> WordingVersion:
    """Write a draft's words and its first day.

    :raises RegulationBroken: TX-01 to TX-08, each with what it is about
    :raises StateConflict: it is no draft
    :raises EditedMeanwhile: another hand changed it since `read`
    """
    version = lock(version)
    permissions.edit_wording.check(by, version)
    if version.state != WordingState.DRAFT:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能修改。") % {"state": version.get_state_display()}
        )
    words = _NOTHING if version.is_base else _cleaned(title, addressee, body)
    given = words._asdict() | {"from_on": from_on}
    now = version.words._asdict() | {"from_on": version.from_on}
    merged = editing.settle(read, now=now, given=given)
    if not version.is_base:
        _check_words(version.kind, words)
    version.title, version.addressee, version.body = words
    version.sha256, version.from_on = wordings.hashed(version.kind, words), from_on
    version.writers = list(dict.fromkeys([*version.writers, by.pk]))
    version.save()
    trail.record(version, "put_wording", by=by, at=at, sha256=version.sha256, **merged)
    return version


def _cleaned(title: str, addressee: str, body: str) -> Words:
    """Answer the words fit for printing; title and addressee are one line each."""
    return Words(_line(title), _line(addressee), texts.clean(body).strip())


def _line(text: str) -> str:
    return "".join(texts.clean(text).splitlines()).strip()


def _check_words(code: str, words: Words) -> None:
    """Refuse what breaks a rule, by the first rule that it breaks."""
    kind = papers.find(code)
    if kind is None:
        raise StateConflict(_("本版本不再制发这种公文。"))
    rendering.check_unclassified(*words)
    for fault in rules.faults(kind, words):
        raise RegulationBroken(f"{fault.rule.sentence}{fault.about}", number=fault.rule.number)


def _opened(version: WordingVersion, seen: str, rule: Rule, by: Any) -> WordingVersion:
    """Lock a version for a move by somebody who may, on the state that they read."""
    version = lock(version)
    rule.check(by, version)
    if seen != version.stamp:
        raise StateConflict(_("打开页面以后文本已被他人修改，请刷新后重新核对。"))
    return version


def _check_ready(version: WordingVersion, at: datetime) -> None:
    if not version.is_base:
        _check_words(version.kind, version.words)
    rules.begins_in_time.check(version, dates.legal_day(at))


def _tell_admins(version: WordingVersion, *, by: Any, at: datetime) -> None:
    """Tell those who may approve it: the division's admins who wrote none of it."""
    on = dates.legal_day(at)
    people = users.holders(Role.COUNTY_ADMIN, county_id=version.county_id, on=on)
    others = [user for user in people if user.pk not in version.writers]
    telling.tell(Told.WORDING_SENT, version, to=others, occasion=_turn(version), by=by, at=at)


def _tell_writers(version: WordingVersion, *, by: Any, at: datetime) -> None:
    people = User.objects.filter(pk__in=version.writers)
    telling.tell(Told.WORDING_DECIDED, version, to=people, occasion=_turn(version), by=by, at=at)


def _turn(version: WordingVersion) -> str:
    """Answer which of its steps this is: sent, returned and sent again are told each."""
    return str(version.steps.count())


@transaction.atomic
def submit(
    version: WordingVersion, *, seen: str, opinion: str = "", by: Any, at: datetime
) -> WordingVersion:
    """Send a draft to another admin; its words are fixed from here on.

    :raises RegulationBroken: TX-01 to TX-09
    :raises StateConflict: it changed since the page was opened
    """
    version = _opened(version, seen, permissions.edit_wording, by)
    if version.state == WordingState.DRAFT:
        _check_ready(version, at)
    advance(version.submit_wording, by=by, at=at, opinion=opinion)
    _tell_admins(version, by=by, at=at)
    return version


@transaction.atomic
def send_back(
    version: WordingVersion, *, seen: str, opinion: str = "", by: Any, at: datetime
) -> WordingVersion:
    """Give a version back to its writers.

    :raises StateConflict: it is not waiting for approval, or changed since the page was opened
    """
    version = _opened(version, seen, permissions.edit_wording, by)
    advance(version.return_wording, by=by, at=at, opinion=opinion)
    _tell_writers(version, by=by, at=at)
    return version


@transaction.atomic
def approve(
    version: WordingVersion, *, seen: str, opinion: str = "", by: Any, at: datetime
) -> WordingVersion:
    """Approve what others wrote; papers issued from its day on bear its words.

    :param seen: the stamp of the words that the approver read

    :raises NotAllowed: the approver wrote some of it
    :raises RegulationBroken: TX-01 to TX-09
    :raises StateConflict: it is not waiting for approval, or not what was read
    """
    version = _opened(version, seen, permissions.approve_wording, by)
    if version.state == WordingState.SUBMITTED:
        _check_ready(version, at)
    advance(version.approve_wording, by=by, at=at, opinion=opinion)
    _tell_writers(version, by=by, at=at)
    return version


@transaction.atomic
def drop(
    version: WordingVersion, *, seen: str, opinion: str = "", by: Any, at: datetime
) -> WordingVersion:
    """Give up a draft.

    :raises StateConflict: it is no draft any more, or changed since the page was opened
    """
    version = _opened(version, seen, permissions.edit_wording, by)
    advance(version.drop_wording, by=by, at=at, opinion=opinion)
    return version
