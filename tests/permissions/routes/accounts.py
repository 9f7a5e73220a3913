"""The addresses of accounts."""

from typing import Any

from accounts.services import passwords
from tests.permissions.routes.asking import SAID, Asked, Route, nothing
from tests.permissions.worlds import Place


def _account(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.people["mentor"].pk} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


def _request(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.role_request.pk} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


def _key(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.waiting_key.pk} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


def _hook(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.dead_word.hook_id} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


HOOK = {
    "title": "办公系统",
    "url": "https://oa.example.gov.cn/recall/",
    "kinds": ["case.moved"],
}
KEY = {"title": "财政统发系统", "scopes": ["PAY"], "basis": "县委办〔2026〕3号", "days": 90}


def _enrolment(where: Place) -> dict[str, Any]:
    uid, token = passwords.enrolment(where.people["mentor"])
    return {"uid": uid, "token": token}


_KEY = {"password": "Sanctuary-of-9-rivers", "again": "Sanctuary-of-9-rivers"}

ACCOUNT = [
    Route("account"),
    Route("account_login"),
    Route("account_logout"),
    Route("account_change_password"),
    Route("account_set_password"),
    Route("account_inactive"),
    Route("account_reauthenticate"),
    Route("account_enrol", args=_enrolment, form=lambda _w: _KEY, everywhere=True),
    Route("account_sessions_end"),
    Route("account_session_end", args=lambda _w: {"name": "0" * 32}, everywhere=True),
    Route("account_factors"),
    Route("mfa_index"),
    Route("mfa_authenticate"),
    Route("mfa_reauthenticate"),
    Route("mfa_activate_totp"),
    Route("account_totp_image"),
    Route("mfa_deactivate_totp"),
    Route("mfa_view_recovery_codes"),
    Route("mfa_generate_recovery_codes"),
    Route("mfa_add_webauthn"),
    Route("mfa_remove_webauthn", args=lambda _w: {"pk": 1}, everywhere=True),
    Route("mfa_reauthenticate_webauthn"),
]

CONSOLE = [
    Route("console:home"),
    Route("console:accounts"),
    Route("console:account-open", form=lambda _w: {"username": "zhao.liu", "name": "赵六"}),
    _account("console:account"),
    _account(
        "console:grant-ask",
        lambda w: {
            "role": "VERIFIER",
            "county": w.county.code,
            "from_on": "2090-06-01",
            "reason": "调任",
        },
    ),
    *[
        _account("console:account-act", nothing, name, name=name)
        for name in ("close", "reopen", "renew", "factors", "sessions", "nonsense")
    ],
    Route(
        "console:grant-ask-back",
        args=lambda w: {"pk": w.people["reader"].grants.get().pk},
        form=lambda _w: {"reason": "离任"},
        everywhere=True,
    ),
    Route("console:requests"),
    _request("console:request"),
    *[
        _request("console:request-answer", lambda _w: {"answer": SAID}, name, name=name)
        for name in ("confirm", "refuse", "withdraw", "nonsense")
    ],
    Route("console:units"),
    Route("console:sessions"),
    Route("console:failures"),
    Route("console:idle"),
    Route("console:keys"),
    Route("console:key-make", form=lambda w: KEY | {"county": w.county.code}),
    _key("console:key"),
    *[
        _key("console:key-act", lambda _w: {"days": 90, "overlap_days": 7}, name, name=name)
        for name in ("confirm", "renew", "withdraw", "nonsense")
    ],
    Route("console:hooks"),
    Route("console:hook-make", form=lambda w: HOOK | {"county": w.county.code}),
    _hook("console:hook"),
    *[
        _hook("console:hook-act", nothing, name, name=name)
        for name in ("pause", "resume", "renew", "close", "nonsense")
    ],
    Route(
        "console:word-resend",
        args=lambda w: {"pk": w.dead_word.pk},
        form=nothing,
        everywhere=True,
    ),
    Route("console:policy"),
]
