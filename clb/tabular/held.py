"""Forms hold columns and words of tables, files hold counts by unit and names of clubs: nothing about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import holds_nobody

from .models import FormVersion, TableFile, TableForm, TableRun

holds_nobody(_("Chỉ có cột và lời của mẫu biểu, số đếm theo đơn vị"), TableForm, FormVersion, TableRun, TableFile)
