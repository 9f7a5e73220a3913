"""Addresses of this floor."""

from django.urls import path

from keeping.views import disposals, holds, terms

app_name = "keeping"
urlpatterns = [
    path("", terms.home, name="home"),
    path("terms/<int:pk>/decision/<slug:name>/", terms.term_decide, name="term-decide"),
    path("divisions/<int:pk>/terms/<slug:kind>/", terms.term_new, name="term-new"),
    path("holds/", holds.hold_list, name="hold-list"),
    path("holds/new/<slug:what>/<int:pk>/", holds.hold_new, name="hold-new"),
    path("holds/<int:pk>/lift/", holds.hold_lift, name="hold-lift"),
    path("lists/", disposals.disposal_list, name="disposal-list"),
    path("lists/<int:pk>/", disposals.disposal, name="disposal"),
    path("lists/<int:pk>/progress/", disposals.disposal_progress, name="disposal-progress"),
    path("lists/<int:pk>/manifest/", disposals.manifest, name="manifest"),
    path("lists/<int:pk>/certificate/", disposals.certificate, name="certificate"),
    path("lists/<int:pk>/<slug:name>/", disposals.disposal_act, name="disposal-act"),
    path("lines/<int:pk>/strike/", disposals.line_strike, name="line-strike"),
]
