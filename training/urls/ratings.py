"""Addresses of the rating of courses."""

from django.urls import path

from training.views import ratings as views

urlpatterns = [
    path("classes/<int:pk>/ratings/", views.class_ratings, name="class-ratings"),
    path("classes/<int:pk>/ratings/items/", views.items_set, name="rating-items"),
    path("sessions/<int:pk>/rating/", views.rating_open, name="rating-open"),
    path("ratings/", views.rating_list, name="rating-list"),
    path("ratings/<int:pk>/", views.rating, name="rating"),
    path("ratings/<int:pk>/close/", views.rating_close, name="rating-close"),
    path("ratings/<int:pk>/rate/", views.rate, name="rate"),
]
