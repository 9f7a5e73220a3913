"""Addresses of weekly lists."""

from django.urls import path

from evidence.views import week_counts, weekly

urlpatterns = [
    path("weekly/", weekly.week_list, name="week-list"),
    path("weekly/new/", weekly.week_new, name="week-new"),
    path("weekly/own/", weekly.week_own, name="week-own"),
    path("weekly/<int:pk>/", weekly.week_plan, name="week-plan"),
    path("weekly/<int:pk>/rule/", weekly.week_rule, name="week-rule"),
    path("weekly/<int:pk>/tasks/new/", weekly.week_task_new, name="week-task-new"),
    path("weekly/<int:pk>/counts/", week_counts.week_counts, name="week-counts"),
    path("weekly/<int:pk>/people/<int:cadre_pk>/", week_counts.week_person, name="week-person"),
    path("weekly/<int:pk>/signals/", week_counts.week_signals, name="week-signals"),
    path("weekly/tallies/<int:pk>/", week_counts.week_tally, name="week-tally"),
    path("weekly/tasks/<int:pk>/", weekly.week_task, name="week-task"),
    path("weekly/tasks/<int:pk>/<slug:name>/", weekly.week_task_act, name="week-task-act"),
]
