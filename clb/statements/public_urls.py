"""The one address that anyone may open: what the QR code of a receipt holds. Capitals, so that the code is small."""

from django.urls import path

from .views import public

app_name = "statements_check"

urlpatterns = [path("P/<str:code>", public.check, name="check")]
