"""The child's own main: serve the city until standard input ends. `python -m demo.server AS_OF PORT PACE`."""

import asyncio
import json
import ssl
import sys
import threading
from datetime import datetime

from demo.certificates import Authority
from demo.streets import Streets
from demo.town import towns
from demo.wire import Connection


async def serve(as_of: datetime, port: int, pace: float) -> None:
    """Tell the port on standard output; end when the parent closes our standard input or dies."""
    streets = Streets(towns(), as_of)
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    authority = Authority(as_of, streets.lapsed)

    def certificate(host: str) -> ssl.SSLContext | None:
        return authority.context(host) if streets.knows(host) else None

    server = await loop.create_server(
        lambda: Connection(streets.answer, certificate, pace), "127.0.0.1", port, backlog=1024
    )
    told = {"port": server.sockets[0].getsockname()[1], "root": authority.pem.decode()}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()

    def wait_for_parent() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=wait_for_parent, daemon=True).start()
    await over.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(datetime.fromisoformat(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
