"""`qiao reseal`: the step between two secret keys."""

import typer

from qiao.kernel.terminal import gettext as _
from qiao.site.cli.app import app


@app.command("reseal")
def reseal_everything() -> None:
    """Seal stored passwords and second factors with the present QIAO_SECRET_KEY, so that old keys can be dropped."""
    import django

    django.setup()
    from qiao.kernel.resealing import reseal_all
    from qiao.kernel.secrets import CannotUnseal
    from qiao.site.cli.django import database

    try:
        with database():
            number = reseal_all()
    except CannotUnseal:
        said = _("something is sealed with a key that is not known: name it in QIAO_OLD_SECRET_KEYS.")
        typer.echo(f"qiao: {said}", err=True)
        raise typer.Exit(2) from None
    typer.echo(_("%d secrets resealed. The old keys are no longer needed once waiting mail has been sent.") % number)
