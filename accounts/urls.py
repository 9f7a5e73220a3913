"""Only the doors that are open: no sign-up, no reset by mail, no login beside allauth's."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from accounts.views import console, hooks, keys, own

_FACTORS = [
    path("", own.enrol_factor, name="account_factors"),
    path("own/", own.account, name="mfa_index"),
    path("authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("totp/", own.ActivateTotp.as_view(), name="mfa_activate_totp"),
    path("totp/image/", own.totp_image, name="account_totp_image"),
    path("totp/remove/", own.DeactivateTotp.as_view(), name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("keys/add/", own.AddKey.as_view(), name="mfa_add_webauthn"),
    path("keys/<int:pk>/remove/", own.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("keys/prove/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
_CONSOLE = [
    path("", console.console, name="home"),
    path("accounts/", console.account_list, name="accounts"),
    path("accounts/open/", console.account_open, name="account-open"),
    path("accounts/<int:pk>/", console.account_detail, name="account"),
    path("accounts/<int:pk>/grant/", console.grant_ask, name="grant-ask"),
    path("accounts/<int:pk>/<slug:name>/", console.account_act, name="account-act"),
    path("grants/<int:pk>/back/", console.grant_ask_back, name="grant-ask-back"),
    path("requests/", console.request_list, name="requests"),
    path("requests/<int:pk>/", console.request_detail, name="request"),
    path("requests/<int:pk>/<slug:name>/", console.request_answer, name="request-answer"),
    path("units/", console.unit_list, name="units"),
    path("sessions/", console.session_list, name="sessions"),
    path("failures/", console.failure_list, name="failures"),
    path("idle/", console.idle_list, name="idle"),
    path("keys/", keys.key_list, name="keys"),
    path("keys/make/", keys.key_make, name="key-make"),
    path("keys/<int:pk>/", keys.key_detail, name="key"),
    path("keys/<int:pk>/<slug:name>/", keys.key_act, name="key-act"),
    path("hooks/", hooks.hook_list, name="hooks"),
    path("hooks/make/", hooks.hook_make, name="hook-make"),
    path("hooks/<int:pk>/", hooks.hook_detail, name="hook"),
    path("hooks/<int:pk>/<slug:name>/", hooks.hook_act, name="hook-act"),
    path("hooks/words/<int:pk>/resend/", hooks.word_resend, name="word-resend"),
    path("policy/", console.policy, name="policy"),
]
urlpatterns = [
    path("", own.account, name="account"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/none/", own.no_password, name="account_set_password"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("enrol/<str:uid>/<str:token>/", own.enrol, name="account_enrol"),
    path("sessions/end/", own.sessions_end, name="account_sessions_end"),
    path("sessions/<slug:name>/end/", own.session_end, name="account_session_end"),
    path("factors/", include(_FACTORS)),
    path("console/", include((_CONSOLE, "console"))),
]
