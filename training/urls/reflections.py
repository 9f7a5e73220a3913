"""Addresses of reflections."""

from django.urls import path

from training.views import reflections as views

urlpatterns = [
    path("classes/<int:pk>/reflections/", views.task_list, name="reflection-list"),
    path("classes/<int:pk>/reflections/new/", views.task_set, name="reflection-set"),
    path("reflection-tasks/<int:pk>/", views.task, name="reflection-task"),
    path("reflection-tasks/<int:pk>/cancel/", views.task_cancel, name="reflection-cancel"),
    path("reflection-tasks/<int:pk>/write/", views.write, name="reflection-write"),
    path("reflection-tasks/<int:pk>/write/save/", views.write_save, name="reflection-save"),
    path("reflections/<int:pk>/", views.reflection, name="reflection"),
    path("reflections/<int:pk>/compare/<int:other>/", views.compare, name="reflection-compare"),
]
