"""Addresses of a checklist of problems."""

from django.urls import path

from evidence.views import checklists as views

urlpatterns = [
    path("checklists/", views.checklist_list, name="checklist-list"),
    path("checklists/new/", views.checklist_new, name="checklist-new"),
    path("checklists/<int:pk>/", views.checklist, name="checklist"),
    path("checklists/<int:pk>/items/new/", views.checklist_item_add, name="checklist-item-add"),
    path(
        "checklists/<int:pk>/items/<int:item_pk>/drop/",
        views.checklist_item_drop,
        name="checklist-item-drop",
    ),
    path("checklists/<int:pk>/settle/", views.checklist_settle, name="checklist-settle"),
    path("checklists/<int:pk>/report/", views.problem_report, name="problem-report"),
    path("checklists/<int:pk>/zero/", views.zero_return, name="zero-return"),
    path("checklists/<int:pk>/problems/", views.problem_list, name="problem-list"),
    path("checklists/<int:pk>/signals/", views.checklist_signals, name="checklist-signals"),
    path("problems/<int:pk>/", views.problem, name="problem"),
    path("problems/<int:pk>/confirm/", views.problem_confirm, name="problem-confirm"),
    path("problems/<int:pk>/strike/", views.problem_strike, name="problem-strike"),
]
