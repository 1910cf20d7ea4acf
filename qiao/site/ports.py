"""Checks that ports are free before anything starts, with a readable error."""

import errno
import socket
from collections.abc import Mapping
from contextlib import ExitStack, closing

from qiao.kernel.settings import SettingWrong
from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import reason

WEB, LIVE, MAIL = "QIAO_WEB_PORT", "QIAO_LIVE_PORT", "QIAO_MAIL_PORT"
LAST = 65_535


def check_ports(host: str, ports: Mapping[str, int]) -> None:
    """All of them can be listened on at a time; `ports` by the setting that names them. Raises SettingWrong."""
    with ExitStack() as held:
        for setting, port in ports.items():
            if not 0 <= port <= LAST:
                raise SettingWrong(f"{setting}={port}: {_('write a number up to %d.') % LAST}")
            try:
                held.enter_context(closing(_listen(host, port)))
            except OSError as error:
                raise SettingWrong(_advice(host, port, setting, error)) from error


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # what is left of connections that have ended does not take a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def _advice(host: str, port: int, setting: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        said = _("port %(port)d is in use by another program. Stop that, or choose another port, as %(other)s.")
        return said % {"port": port, "other": f"{setting}={port + 10}"}
    said = _("%(place)s cannot be listened on: %(reason)s. Choose another address, or a port with %(setting)s.")
    return said % {"place": f"{host}:{port}", "reason": reason(error), "setting": setting}
