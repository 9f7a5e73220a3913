"""Addresses of heart-to-heart talks."""

from django.urls import path

from training.views import talks as views

urlpatterns = [
    path("talks/", views.talk_list, name="talk-list"),
    path("talks/<int:pk>/", views.talk, name="talk"),
    path("talks/<int:pk>/<slug:name>/", views.talk_act, name="talk-act"),
    path("enrolments/<int:pk>/talk/", views.talk_in_class, name="talk-in-class"),
    path("postings/<int:pk>/talk/", views.talk_in_practice, name="talk-in-practice"),
]
