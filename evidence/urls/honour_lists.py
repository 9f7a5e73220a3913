"""Addresses of the red and yellow lists."""

from django.urls import path

from evidence.views import honour_lists as views

urlpatterns = [
    path("honour-lists/", views.honour_lists, name="honour-lists"),
    path("honour-lists/new/", views.honour_list_new, name="honour-list-new"),
    path("honour-lists/board/", views.honour_board, name="honour-board"),
    path("honour-lists/own/", views.own_list_entries, name="own-list-entries"),
    path("honour-lists/own/<int:pk>/", views.own_list_entry, name="own-list-entry"),
    path("honour-lists/<int:pk>/", views.honour_list, name="honour-list"),
    path("honour-lists/<int:pk>/entries/new/", views.list_entry_new, name="list-entry-new"),
    path("honour-lists/<int:pk>/close/", views.honour_list_close, name="honour-list-close"),
    path("honour-lists/<int:pk>/signals/", views.honour_list_signals, name="honour-list-signals"),
    path("honour-lists/entries/<int:pk>/", views.list_entry, name="list-entry"),
    path("honour-lists/entries/<int:pk>/<slug:name>/", views.list_entry_act, name="list-entry-act"),
]
