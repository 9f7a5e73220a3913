"""allauth's seam: accounts are opened by the department, never by sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251  (allauth hands the request in)


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
