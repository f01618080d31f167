"""The `clb` command: every verb of the command line."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run `clb VERB …`; `clb help` lists the verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
