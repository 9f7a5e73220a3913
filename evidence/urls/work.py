"""Addresses of the attendance at work."""

from django.urls import path

from evidence.views import work

urlpatterns = [
    path("work/", work.work_list, name="work-list"),
    path("work/person/<int:pk>/", work.work_person, name="work-person"),
    path("work/<int:pk>/correct/", work.work_correct, name="work-correct"),
]
