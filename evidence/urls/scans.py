"""Addresses of scans and of the papers that come back."""

from django.urls import path

from evidence.views import scans as views

urlpatterns = [
    path("scans/", views.scan_list, name="scan-list"),
    path("scans/new/", views.scan_new, name="scan-new"),
    path("scans/queue/", views.scan_queue, name="scan-queue"),
    path("scans/<int:pk>/", views.scan_pile, name="scan-pile"),
    path("scans/<int:pk>/progress/", views.scan_progress, name="scan-progress"),
    path("scans/pages/<int:pk>/", views.scan_sheet, name="scan-sheet"),
    path("scans/pages/<int:pk>/picture/", views.scan_picture, name="scan-picture"),
    path("scans/pages/<int:pk>/file/", views.scan_file, name="scan-file"),
    path("scans/pages/<int:pk>/<slug:name>/", views.scan_act, name="scan-act"),
    path("scans/papers/", views.paper_list, name="paper-list"),
    path("scans/papers/<int:pk>/", views.paper, name="paper"),
    path("scans/papers/<int:pk>/waive/", views.paper_waive, name="paper-waive"),
]
