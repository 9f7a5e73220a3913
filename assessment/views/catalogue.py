"""结果目录: what may be decided for whom, on which basis; for the department's people."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment import permissions
from assessment.presenters import catalogue as present


def catalogue(request: HttpRequest) -> HttpResponse:
    if refusal := permissions.read_catalogue.refusal(request.user, None):
        raise PermissionDenied(refusal)
    return render(request, "assessment/outcomes/catalogue.html", present.page())
