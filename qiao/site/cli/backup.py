"""`qiao backup` and `qiao restore`: database and files in one archive."""

import io
import json
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from qiao.site.cli.app import app

FORMAT = 1


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="Archive to write (.tar).")]) -> None:
    """Write database and local files into one archive. The running product need not stop."""
    import django

    django.setup()
    from django.conf import settings

    from qiao.site.cli.django import database

    with database(), tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database.dump"
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", _dsn())
        draft = target.with_name(target.name + ".part")
        with tarfile.open(draft, "w") as archive:
            _add_note(archive)
            archive.add(dump, "database.dump")
            # files are only ever added and never changed, so a dump taken before them finds all it names
            if settings.FILES_BACKEND == "local" and settings.FILES_ROOT.exists():
                archive.add(settings.FILES_ROOT, "files")
        draft.replace(target)
    typer.echo(f"Wrote {target} ({target.stat().st_size / 1e6:.1f} MB). Keep secret.key of the data folder beside it.")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="Archive written by qiao backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite a database that holds data.")] = False,
) -> None:
    """Load an archive into the database and file store. Stop `qiao up` first. Exit code 2 when refused."""
    import django

    django.setup()
    from django.conf import settings

    from qiao.site.cli.django import database

    with database(), tempfile.TemporaryDirectory() as folder:
        if _holds_data() and not replace:
            typer.echo("qiao: this database holds data; add --replace to overwrite it.", err=True)
            raise typer.Exit(2)
        _unpack(source, Path(folder))
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
             f"--dbname={_dsn()}", str(Path(folder) / "database.dump"))  # fmt: skip
        _restore_files(Path(folder) / "files", settings.FILES_ROOT)
    typer.echo("Restored. Check with: qiao doctor")


def _add_note(archive: tarfile.TarFile) -> None:
    from qiao import __version__

    note = json.dumps({"format": FORMAT, "version": __version__, "made_at": datetime.now(UTC).isoformat()}).encode()
    entry = tarfile.TarInfo("backup.json")
    entry.size = len(note)
    archive.addfile(entry, io.BytesIO(note))


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        note: dict[str, Any] = json.loads((folder / "backup.json").read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        typer.echo(f"qiao: {source} is not a backup of Qiao: {error}", err=True)
        raise typer.Exit(2) from error
    if note["format"] > FORMAT:
        typer.echo(
            f"qiao: this backup was made by version {note['version']}; use that version or a later one.", err=True
        )
        raise typer.Exit(2)


def _restore_files(source: Path, target: Path) -> None:
    for file in source.rglob("*") if source.exists() else ():
        place = target / file.relative_to(source)
        if file.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


def _holds_data() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('staff_person') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM staff_person)")
        return bool(cursor.fetchone()[0])


def _dsn() -> str:
    from django.conf import settings

    server = settings.EMBEDDED
    return server.url() if server else str(settings.DATABASE_URL)


def _run(program: str, *arguments: str) -> None:
    from qiao.kernel.postgres.server import binaries

    result = subprocess.run([str(binaries() / program), *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        typer.echo(f"qiao: {program} failed: {result.stderr.strip()}", err=True)
        raise typer.Exit(1)
