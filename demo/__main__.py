"""`python -m demo [PORT]`: the city to look at, with a browser that names it as its HTTP proxy."""

import sys
import time

from core.subject import Site
from demo.city import start


def main() -> None:
    """Serve until Ctrl-C."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with start(port=port) as city:
        sys.stdout.write(
            f"模拟城市已启动，HTTP 代理：{city.proxy}\n监测时间点：{city.as_of:%Y-%m-%d %H:%M}\n"
        )
        for one in city.subjects():
            if isinstance(one, Site):
                sys.stdout.write(f"  {one.code}  {one.url}  {one.name}\n")
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            sys.stdout.write("已停止\n")


if __name__ == "__main__":
    main()
