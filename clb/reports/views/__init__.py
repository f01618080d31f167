"""Pages and files of reports."""
