"""Addresses of signing by code."""

from django.urls import path

from training.views import checkins

urlpatterns = [
    path("check-in/", checkins.check_in, name="check-in"),
    path("sessions/<int:pk>/code/", checkins.session_code, name="session-code"),
]
