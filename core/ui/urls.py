"""The language switch, and where browsers report broken content policy.

The switch must work before login, so the login wall is told to let it pass.
"""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from core.ui.views import policy_report

urlpatterns = [
    path("setlang/", login_not_required(set_language), name="set_language"),
    path("policy/", policy_report, name="policy_report"),
]
