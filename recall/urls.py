"""Addresses of this floor."""

from django.urls import URLPattern

app_name = "recall"
urlpatterns: list[URLPattern] = []
