"""Addresses of the evidence floor: signals here, each practice in a module of its own."""

from django.urls import path

from evidence.urls import (
    books,
    checklists,
    complaints,
    honour_lists,
    inspections,
    metrics,
    panels,
    polls,
    presentations,
    reminders,
    scans,
    targets,
    weekly,
    work,
)
from evidence.views import own, signals

app_name = "evidence"
urlpatterns = [
    path("", signals.home, name="home"),
    path("signals/", signals.signal_list, name="signal-list"),
    path("signals/<int:pk>/", signals.signal, name="signal"),
    *books.urlpatterns,
    *targets.urlpatterns,
    *polls.urlpatterns,
    *weekly.urlpatterns,
    *reminders.urlpatterns,
    *inspections.urlpatterns,
    *panels.urlpatterns,
    *checklists.urlpatterns,
    *complaints.urlpatterns,
    *honour_lists.urlpatterns,
    *presentations.urlpatterns,
    *work.urlpatterns,
    *scans.urlpatterns,
    *metrics.urlpatterns,
    path("own-records/", own.own_records, name="own-records"),
]
