"""The files customers attach: logs, pictures, tables and papers, made here so that they open."""

import random
import struct
import zlib
from datetime import datetime, timedelta

from qiao.kernel import files
from qiao.kernel.models import StoredFile

KINDS = {
    "log": ("helm-scheduler-{day}.log", "text/plain"),
    "stack": ("thread-dump-{day}.txt", "text/plain"),
    "png": ("screenshot-{day}.png", "image/png"),
    "csv": ("export-{day}.csv", "text/csv"),
    "pdf": ("statement-{day}.pdf", "application/pdf"),
}


class Drawer:
    """Files already made, by kind and variant: a few dozen serve the whole year."""

    def __init__(self, today: datetime, variants: int = 12) -> None:
        self.today, self.variants = today, variants
        self.known: dict[tuple[str, int], StoredFile] = {}

    def file(self, kind: str, variant: int) -> tuple[StoredFile, str]:
        """A stored file of this kind, and a name for it."""
        variant %= self.variants
        name, content_type = KINDS[kind]
        if (kind, variant) not in self.known:
            rnd = random.Random(f"{kind}/{variant}")
            content = _MAKERS[kind](rnd, self.today - timedelta(days=variant))
            self.known[kind, variant] = files.store(content, name=name, content_type=content_type)
        return self.known[kind, variant], name.format(day=f"{(self.today - timedelta(days=variant)):%m%d}")


def _log(rnd: random.Random, at: datetime) -> bytes:
    lines = []
    for _ in range(400):
        at += timedelta(seconds=rnd.expovariate(0.2))
        level, where, what = rnd.choice(_LOG_LINES)
        text = what.format(job=rnd.randrange(80_000, 90_000), ms=rnd.randrange(3, 900), node=rnd.randrange(2, 60))
        lines.append(f"{at:%Y-%m-%d %H:%M:%S},{rnd.randrange(1000):03} {level:5} [{where}] {text}")
    return "\n".join(lines).encode()


_LOG_LINES = (
    ("INFO", "dispatcher", "job {job} dispatched to edge-{node:02} in {ms} ms"),
    ("INFO", "dispatcher", "job {job} finished, exit 0, {ms} ms"),
    ("DEBUG", "heartbeat", "edge-{node:02} alive, round trip {ms} ms"),
    ("WARN", "lease-manager", "lease of job {job} exceeds 600s, connection not returned"),
    ("ERROR", "pool", "timeout waiting for connection (active=64, idle=0, waited={ms}ms)"),
    ("WARN", "heartbeat", "edge-{node:02} missed 2 heartbeats"),
)


def _stack(rnd: random.Random, at: datetime) -> bytes:
    threads = []
    for number in range(64):
        places = rnd.randrange(90, 240), rnd.randrange(40, 90)
        threads.append(
            f'"worker-{number}" #{number + 20} waiting on condition\n'
            f"   at lease.LeaseManager.acquire(LeaseManager:{places[0]})\n"
            f"   at dispatch.Dispatcher.next(Dispatcher:{places[1]})\n"
        )
    return f"Full thread dump {at:%Y-%m-%d %H:%M}\n\n{chr(10).join(threads)}".encode()


def _table(rnd: random.Random, at: datetime) -> bytes:
    rows = ["day,jobs,failed,p95_ms,queue_max"]
    for day in range(60):
        jobs = rnd.randrange(18_000, 26_000)
        failed, slow, waiting = rnd.randrange(0, 60), rnd.randrange(80, 900), rnd.randrange(4, 480)
        rows.append(f"{(at - timedelta(days=day)):%Y-%m-%d},{jobs},{failed},{slow},{waiting}")
    return "\n".join(rows).encode("utf-8-sig")


def _picture(rnd: random.Random, at: datetime) -> bytes:
    """A screen with a line chart on it: 480 x 270 pixels."""
    width, height = 480, 270
    paper, ink, line = bytes((246, 248, 250)), bytes((208, 215, 222)), bytes((31, 110, 190))
    rows = [bytearray((ink if y % 45 == 0 else paper) * width) for y in range(height)]
    value = 160.0
    for x in range(20, width - 20):
        value = min(245.0, max(25.0, value + rnd.uniform(-7, 7) - (60 if x == 300 else 0)))
        for y in range(int(value), int(value) + 3):
            rows[y][3 * x : 3 * x + 3] = line
    raw = b"".join(b"\x00" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _paper(rnd: random.Random, at: datetime) -> bytes:
    lines = (
        "Hengzhou Software (demo, invented)", f"Statement {rnd.randrange(1000, 9999)}, {at:%Y-%m-%d}", "",
        "1. What happened and when", "2. Why it happened", "3. What was done",
        "4. What will keep it from happening again",
    )  # fmt: skip
    text = " ".join(f"({line}) Tj 0 -22 Td" for line in lines)
    stream = f"BT /F1 13 Tf 60 770 Td {text} ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


_MAKERS = {"log": _log, "stack": _stack, "png": _picture, "csv": _table, "pdf": _paper}
