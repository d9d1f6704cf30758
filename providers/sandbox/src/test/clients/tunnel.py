"""A proxy for clients that know only the sellers' own hosts: whatever host they ask to be connected
with, they get the sandbox. tunnel.py 127.0.0.1:PORT prints where it listens.
"""

import socket
import sys
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer

host, port = sys.argv[1].rsplit(":", 1)


class Tunnel(StreamRequestHandler):
    def handle(self):
        method, target, _ = self.rfile.readline().decode("ascii").split(" ", 2)
        while self.rfile.readline().strip():
            pass
        if method != "CONNECT" or not target.endswith(":443"):
            self.wfile.write(b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
            return
        with socket.create_connection((host, int(port))) as upstream:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=copy, args=(upstream, self.connection), daemon=True)
            back.start()
            copy(self.connection, upstream)
            back.join()


def copy(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        # One side went away; so must the other.
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Server(ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


with Server(("127.0.0.1", 0), Tunnel) as server:
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
