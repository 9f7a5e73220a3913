"""Addresses of polls about trainees."""

from django.urls import path

from training.views import polls as views

urlpatterns = [
    path("classes/<int:pk>/polls/", views.class_polls, name="class-polls"),
    path("classes/<int:pk>/polls/peer/", views.peer_poll, name="peer-poll"),
    path("enrolments/<int:pk>/polls/<slug:part>/", views.trainee_poll, name="trainee-poll"),
]
