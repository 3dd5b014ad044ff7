from django.urls import path

from nearer.journal import views

urlpatterns = [path("drafts/", views.save_draft, name="draft")]
