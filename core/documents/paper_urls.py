"""The addresses of papers that many pages show alike."""

from django.urls import path

from core.documents import views

urlpatterns = [path("<uuid:uid>/proof/", views.prove, name="document-proof")]
