"""The papers app: one model of a paper, written as docx and as PDF."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Knows how a Vietnamese administrative paper looks, and nothing of clubs."""

    name = "clb.papers"
    verbose_name = "Văn bản"
