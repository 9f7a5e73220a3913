"""Addresses of questions, examinations and papers."""

from django.urls import path

from training.views import examinations as views

urlpatterns = [
    path("questions/", views.question_list, name="question-list"),
    path("questions/new/", views.question_new, name="question-new"),
    path("questions/<int:pk>/retire/", views.question_retire, name="question-retire"),
    path("classes/<int:pk>/examinations/", views.examination_list, name="examination-list"),
    path("classes/<int:pk>/examinations/new/", views.examination_plan, name="examination-plan"),
    path("examinations/<int:pk>/", views.examination, name="examination"),
    path("examinations/<int:pk>/begin/", views.paper_begin, name="paper-begin"),
    path("examinations/<int:pk>/marking/", views.marking, name="marking"),
    path(
        "examinations/<int:pk>/answers/<int:answer_pk>/mark/", views.answer_mark, name="answer-mark"
    ),
    path("examinations/<int:pk>/<slug:name>/", views.examination_act, name="examination-act"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/save/", views.paper_save, name="paper-save"),
]
