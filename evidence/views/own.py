"""What the practices hold about the signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evidence.presenters import own as present


def own_records(request: HttpRequest) -> HttpResponse:
    return render(request, "evidence/own.html", present.page(request.user))
