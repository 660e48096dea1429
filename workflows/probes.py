"""What an operator's probes and Prometheus ask of the worker."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import generate_latest


class Probe(BaseHTTPRequestHandler):
    """/healthz and /metrics of a process that serves nothing else."""

    def do_GET(self) -> None:
        body = generate_latest() if self.path == "/metrics" else b'{"service":"worker","status":"ok"}'
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Probes are not worth a line."""


def serve_probes(host: str, port: int) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer((host, port), Probe)
    threading.Thread(target=server.serve_forever, name="probes", daemon=True).start()
    return server
