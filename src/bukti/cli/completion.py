import sys

import click
from click.shell_completion import get_completion_class

HOW = {
    "bash": 'add to ~/.bashrc:   eval "$(bukti completion bash)"',
    "zsh": 'add to ~/.zshrc:    eval "$(bukti completion zsh)"',
    "fish": "run once:           bukti completion fish > ~/.config/fish/completions/bukti.fish",
}


@click.command
@click.argument("shell", type=click.Choice(list(HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script that lets SHELL complete commands and options with the tab key.

    \b
    Examples:
      eval "$(bukti completion bash)"        now; for always, put that line into ~/.bashrc
      eval "$(bukti completion zsh)"         the same, ~/.zshrc
      bukti completion fish > ~/.config/fish/completions/bukti.fish
    """
    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(ctx.find_root().command, {}, "bukti", "_BUKTI_COMPLETE").source())
    if sys.stdout.isatty():  # somebody reads it; in `eval "$(...)"` nobody wants the hint at every login
        click.echo(f"\n# {HOW[shell]}", err=True)
