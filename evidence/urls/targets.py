"""Addresses of yearly targets."""

from django.urls import path

from evidence.views import targets

urlpatterns = [
    path("targets/", targets.target_list, name="target-list"),
    path("targets/new/", targets.target_new, name="target-new"),
    path("targets/<int:pk>/", targets.target_plan, name="target-plan"),
    path("targets/<int:pk>/items/new/", targets.target_item_add, name="target-item-add"),
    path(
        "targets/<int:pk>/items/<int:item_pk>/drop/",
        targets.target_item_drop,
        name="target-item-drop",
    ),
    path("targets/<int:pk>/people/", targets.target_person_pick, name="target-person-pick"),
    path("targets/<int:pk>/people/<int:cadre_pk>/", targets.target_person, name="target-person"),
    path(
        "targets/<int:pk>/people/<int:cadre_pk>/score/", targets.target_score, name="target-score"
    ),
    path("targets/<int:pk>/settle/", targets.target_settle, name="target-settle"),
    path("targets/<int:pk>/signals/", targets.target_signals, name="target-signals"),
]
