import secrets
import socket
import webbrowser
from importlib import import_module
from typing import Any

import click

from bukti.cli.bench import Bench
from bukti.cli.looking import ledger_option
from bukti.cli.reading import load_meaning, load_reader
from bukti.errors import InputError
from bukti.statements import ReaderOptions

LOCAL = ("127.0.0.1", "localhost", "::1")
SHORTEST = 16  # characters of a token that somebody thought of himself


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. Any but this machine's own asks for a token.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8731, show_default=True, help="Port to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A name under which others reach the desk; may be given several times."
)
@click.option(
    "--token", default="", envvar="BUKTI_DESK_TOKEN", help="What others must know; made up and printed if not given.", show_envvar=True
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open a browser.")
@ledger_option
@click.pass_obj
def desk(bench: Bench, /, host: str, port: int, names: tuple[str, ...], token: str, browser: bool) -> None:
    """Open the ledger in a browser: claims, who asserts and denies them, where it all comes from. Ctrl-C closes it.

    \b
    Examples:
      bukti desk
      bukti desk --ledger heron.ledger --port 9000 --no-browser
      bukti desk --host 0.0.0.0 --name desk.example.org
    """
    web = _web()
    open_to_all = host not in LOCAL
    token = token or (secrets.token_urlsafe(24) if open_to_all else "")
    if token and len(token) < SHORTEST:
        raise click.UsageError(f"a token of {len(token)} characters is soon guessed; take {SHORTEST} or more, or let bukti make one up")
    options = web.DeskOptions(
        bench.settings.ledger,
        lambda: load_reader(bench, ReaderOptions()),
        lambda: load_meaning(bench),
        token,
        hosts=(*web.LOOPBACK, _in_url(host).lower(), *(name.lower() for name in names)),
    )
    app = web.create_app(options)
    listening = _listen(host, port)
    address = f"http://{_in_url(host)}:{listening.getsockname()[1]}"
    link = f"{address}/key?token={token}" if token else f"{address}/"
    click.echo(f"the desk is open at {link}\nCtrl-C closes it", err=True)
    if browser:
        webbrowser.open(link)
    web.serve(app, listening)


def _web() -> Any:
    """The room that is an extra."""
    try:
        return import_module("bukti.web")
    except ImportError as error:
        raise click.ClickException(f"the desk needs {error.name}, which is not installed; run: pip install 'bukti[desk]'") from None


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    """Before anything is printed: an address that is taken must be told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"cannot listen there: {error.strerror}; name another --port or --host", where=f"{_in_url(host)}:{port}"
        ) from error
