"""Reads mails in a separate process, which may hang, grow or crash without affecting others.

Run as `python -m qiao.channels.reader FD` by `services/reading.py`. Over the socket come pairs of pickled `MailKeys`
and a mail, back go pickled `ParsedMail`s, all as frames: eight octets of length, most significant first, then
the octets.
"""

import pickle
import resource
import socket
import struct
import sys
from io import BufferedRWPair

from qiao.channels.rules.opening import read_with_keys
from qiao.channels.rules.sealed import MailKeys

LENGTH = struct.Struct(">Q")
# a mail of 50 MB takes a few hundred MB to read; one that wants more than this is an attack
MOST_MEMORY = 4 * 1024**3


def read_frame(stream: BufferedRWPair) -> bytes | None:
    """The next frame, or None at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return stream.read(length)


def main() -> None:
    """Serve until the other side has closed."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with socket.socket(fileno=int(sys.argv[1])) as connection, connection.makefile("rwb") as stream:
        while (keys := read_frame(stream)) is not None and (mail := read_frame(stream)) is not None:
            opening: MailKeys = pickle.loads(keys)  # noqa: S301 - only the process that started this one writes here
            answer = pickle.dumps(read_with_keys(mail, opening), protocol=pickle.HIGHEST_PROTOCOL)
            stream.write(LENGTH.pack(len(answer)))
            stream.write(answer)
            stream.flush()


if __name__ == "__main__":
    main()
