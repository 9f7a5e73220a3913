"""Addresses of invitations by link and code."""

from django.urls import path

from training.views import guests as views

urlpatterns = [
    path("postings/<int:pk>/guests/", views.guest_list, name="guest-list"),
    path("postings/<int:pk>/guests/new/", views.guest_new, name="guest-new"),
    path("classes/<int:pk>/guests/", views.class_guests, name="class-guests"),
    path("classes/<int:pk>/guests/new/", views.class_guest_new, name="class-guest-new"),
    path("guests/<int:pk>/<slug:name>/", views.guest_act, name="guest-act"),
    path("own-lessons/", views.own_lessons, name="own-lessons"),
    path("in/<str:link>/", views.guest_door, name="guest-door"),
]
