"""Every address of the site, by app."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("clb.access.urls")),
]
