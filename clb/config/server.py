"""The web server in this process: gunicorn with threads, no file to configure."""

from typing import Any

from gunicorn.app.base import BaseApplication

from .wsgi import application


class Server(BaseApplication):
    """Serves the site on one address until it is stopped."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given to the constructor."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application to serve."""
        return application


def serve(address: str, *, workers: int, threads: int) -> None:
    """Serve on `address` (host:port); does not return."""
    # gunicorn would open a socket in the home folder for programs that steer it, with a thread beside its forks.
    Server(
        bind=address,
        workers=workers,
        threads=threads,
        worker_class="gthread",
        loglevel="warning",
        timeout=120,
        control_socket_disable=True,
    ).run()
