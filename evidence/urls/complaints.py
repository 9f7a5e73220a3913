"""Addresses of complaint shares."""

from django.urls import path

from evidence.views import complaints as views

urlpatterns = [
    path("complaints/", views.complaint_list, name="complaint-list"),
    path("complaints/new/", views.complaint_new, name="complaint-new"),
    path("complaints/<int:pk>/", views.complaint_plan, name="complaint-plan"),
    path("complaints/<int:pk>/lines/new/", views.complaint_line_add, name="complaint-line-add"),
    path(
        "complaints/<int:pk>/lines/<int:line_pk>/drop/",
        views.complaint_line_drop,
        name="complaint-line-drop",
    ),
    path("complaints/<int:pk>/settle/", views.complaint_settle, name="complaint-settle"),
    path("complaints/<int:pk>/counts/new/", views.complaint_count, name="complaint-count"),
    path("complaints/<int:pk>/rows/new/", views.complaint_enter, name="complaint-enter"),
    path(
        "complaints/<int:pk>/people/<int:cadre_pk>/",
        views.complaint_person,
        name="complaint-person",
    ),
    path("complaints/rows/<int:pk>/", views.complaint_judge, name="complaint-judge"),
    path("complaints/<int:pk>/close/", views.complaint_close, name="complaint-close"),
    path("complaints/<int:pk>/signals/", views.complaint_signals, name="complaint-signals"),
]
