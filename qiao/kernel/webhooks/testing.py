"""For tests: somebody's server that hears webhooks."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Answers `status` and remembers what it heard: (status answered, headers, body)."""

    def __init__(self) -> None:
        self.status = 200
        self.heard: list[tuple[int, dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append((receiver.status, dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    @property
    def taken(self) -> list[str]:
        """Ids of the messages that were answered with success."""
        return [headers["webhook-id"] for status, headers, _body in self.heard if status == 200]

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()
