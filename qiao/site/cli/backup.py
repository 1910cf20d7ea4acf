"""`qiao backup` and `qiao restore`: database and files in one archive."""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import reason
from qiao.site.cli.app import app

FORMAT = 1


@app.command()
def backup(target: Annotated[Path, typer.Argument(help=_("Archive to write (.tar)."))]) -> None:
    """Write database and local files into one archive. The running product need not stop."""
    import django

    django.setup()
    from django.conf import settings

    from qiao.kernel.files import keeping_bytes
    from qiao.site.cli.django import database

    draft = target.with_name(target.name + ".part")
    try:
        with (
            database(), keeping_bytes(), tempfile.TemporaryDirectory() as folder, _private_archive(draft) as archive
        ):  # fmt: skip
            dump = Path(folder) / "database.dump"
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}")
            _add_note(archive)
            archive.add(dump, "database.dump")
            # until the end files are only added, so a dump taken before them finds all it names
            if settings.FILES_BACKEND == "local" and settings.FILES_ROOT.exists():
                archive.add(settings.FILES_ROOT, "files", filter=_unless_draft)
        draft.replace(target)
    except OSError as error:
        raise _refused(
            _("%(file)s cannot be written: %(reason)s") % {"file": target, "reason": reason(error)}
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    typer.echo(_("Wrote %(file)s (%(size).1f MB).") % {"file": target, "size": target.stat().st_size / 1e6})
    typer.echo(_("Keep secret.key of the data folder as well, in another place."))
    if settings.FILES_BACKEND == "s3":
        said = _("Files are in the bucket %(bucket)s and not in this archive: back that up as well.")
        typer.echo(said % {"bucket": settings.S3_BUCKET})


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help=_("Archive written by qiao backup."))],
    replace: Annotated[bool, typer.Option("--replace", help=_("Overwrite a database that holds data."))] = False,
) -> None:
    """Load an archive into the database and file store. Stop `qiao up` first.

    Exit code 2 when refused.
    """
    import django

    django.setup()
    from django.conf import settings

    from qiao.site.cli.django import database

    with tempfile.TemporaryDirectory() as folder:
        _unpack(source, Path(folder))
        with database():
            if _holds_data() and not replace:
                raise _refused(_("this database holds data; add --replace to overwrite it."))
            _load(Path(folder))
        if settings.FILES_BACKEND == "local":
            _restore_files(Path(folder) / "files", settings.FILES_ROOT)
    typer.echo(_("Restored. Check with: qiao doctor"))


# everything of this database that belongs to no extension, also what a later version has added
CLEAR = """
SET client_min_messages = warning;
DO $$ DECLARE statements text[]; statement text; BEGIN
  SELECT array_agg(drops) INTO statements FROM (
    SELECT format('DROP %s IF EXISTS public.%I CASCADE',
             CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                          WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname) AS drops
      FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
       -- what an extension brought stays; the sequence of an identity column goes with its table
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND (d.deptype = 'e' OR (d.deptype = 'i' AND c.relkind = 'S')))
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS public.%I(%s) CASCADE', proname, pg_get_function_identity_arguments(p.oid))
      FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname)
      FROM pg_type t LEFT JOIN pg_class r ON r.oid = t.typrelid
     WHERE typnamespace = 'public'::regnamespace AND (typtype IN ('e', 'd') OR r.relkind = 'c')
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')) things;
  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP
    EXECUTE statement;
  END LOOP;
END $$;
"""


def _load(folder: Path) -> None:
    """Replace the database's content in one transaction: either the whole archive or nothing."""
    # owners, grants and comments on extensions are the business of the server it is loaded into
    _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={folder / 'load.sql'}",
         str(folder / "database.dump"))  # fmt: skip
    (folder / "clear.sql").write_text(CLEAR, encoding="utf-8")
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
         f"--file={folder / 'clear.sql'}", f"--file={folder / 'load.sql'}")  # fmt: skip


@contextmanager
def _private_archive(path: Path) -> Iterator[tarfile.TarFile]:
    """An archive readable only by its owner: it contains all customer data."""
    with (
        open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file,
        tarfile.open(fileobj=file, mode="w") as archive,
    ):
        yield archive


def _unless_draft(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out the folder of what is just being written: it is renamed or gone at any moment."""
    return None if entry.name == "files/drafts" else entry


def _add_note(archive: tarfile.TarFile) -> None:
    from qiao import __version__

    note = json.dumps({"format": FORMAT, "version": __version__, "made_at": datetime.now(UTC).isoformat()}).encode()
    entry = tarfile.TarInfo("backup.json")
    entry.size = len(note)
    archive.addfile(entry, io.BytesIO(note))


def _unpack(source: Path, folder: Path) -> None:
    try:
        with source.open("rb") as file, tarfile.open(fileobj=file) as archive:
            archive.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise _refused(_("%(file)s is not a backup of Qiao.") % {"file": source}) from error
    except OSError as error:
        said = _("%(file)s cannot be read or unpacked: %(reason)s") % {"file": source, "reason": reason(error)}
        raise _refused(said) from error
    try:
        note: dict[str, Any] = json.loads((folder / "backup.json").read_text())
    except (OSError, ValueError) as error:
        raise _refused(_("%(file)s is not a backup of Qiao.") % {"file": source}) from error
    if note.get("format", 0) > FORMAT:
        maker = note.get("version", "unknown")
        raise _refused(_("this backup was made by version %s; use that version or a later one.") % maker)


def _refused(sentence: str, *, code: int = 2) -> typer.Exit:
    typer.echo(f"qiao: {sentence}", err=True)
    return typer.Exit(code)


def _restore_files(source: Path, target: Path) -> None:
    os.umask(0o027)  # folders as they are made otherwise; files keep the rights they were stored with
    for file in source.rglob("*") if source.exists() else ():
        place = target / file.relative_to(source)
        if file.is_file() and not (place.exists() and place.stat().st_size == file.stat().st_size):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)


def _holds_data() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('staff_person') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM staff_person)")
        return bool(cursor.fetchone()[0])


def _connection() -> dict[str, str]:
    """The database as libpq's environment variables: a password in arguments would be visible in the process list."""
    from django.conf import settings
    from psycopg.conninfo import conninfo_to_dict

    server = settings.EMBEDDED
    parts = conninfo_to_dict(server.url() if server else str(settings.DATABASE_URL))
    names = {
        "dbname": "PGDATABASE",
        "connect_timeout": "PGCONNECT_TIMEOUT",
        "target_session_attrs": "PGTARGETSESSIONATTRS",
    }
    return {names.get(name, f"PG{name.upper()}"): str(value) for name, value in parts.items() if value is not None}


def _run(program: str, *arguments: str) -> None:
    from qiao.kernel.postgres.server import binaries

    result = subprocess.run([str(binaries() / program), *arguments], env={**os.environ, **_connection()},
                            capture_output=True, text=True, check=False)  # fmt: skip
    if result.returncode:
        said = _("%(program)s failed: %(reason)s") % {"program": program, "reason": result.stderr.strip()}
        raise _refused(said, code=1)
