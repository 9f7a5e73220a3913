"""Addresses of reminders."""

from django.urls import path

from evidence.views import reminders

urlpatterns = [
    path("reminders/", reminders.reminder_list, name="reminder-list"),
    path("reminders/new/", reminders.reminder_new, name="reminder-new"),
    path("reminders/own/", reminders.own_reminders, name="own-reminders"),
    path("reminders/own/<int:pk>/", reminders.own_reminder, name="own-reminder"),
    path("reminders/<int:pk>/", reminders.reminder, name="reminder"),
    path("reminders/<int:pk>/<slug:name>/", reminders.reminder_act, name="reminder-act"),
]
