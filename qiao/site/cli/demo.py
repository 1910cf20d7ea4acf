"""`qiao demo`: fill the demo company."""

import typer

from qiao.site.cli.app import app


@app.command()
def demo() -> None:
    """Fill an empty database with the invented demo company."""
    import django

    django.setup()
    from django.core.management import call_command

    from qiao.site.cli.django import database
    from qiao.site.demo.fill import fill_demo

    with database():
        call_command("migrate", verbosity=0)
        summary = fill_demo(report=typer.echo)
        for line in summary.lines():
            typer.echo(line)
