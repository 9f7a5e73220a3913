"""Addresses of individual plans."""

from django.urls import path

from training.views import plans as views

urlpatterns = [
    path("own-plan/", views.own_plan, name="own-plan"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/<slug:name>/", views.plan_act, name="plan-act"),
    path("plan-lines/<int:pk>/<slug:name>/", views.line_act, name="plan-line-act"),
    path("enrolments/<int:pk>/plan/", views.plan_draw_up, name="plan-draw-up"),
    path("postings/<int:pk>/plan/", views.posting_plan, name="posting-plan"),
]
