"""Addresses of the screens that look across floors."""

from django.urls import path

from portal.views import dossiers, home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("health/", home.health, name="health"),
]
