"""平台接口的外形: each platform's wire shape, as it would hand out the same posts, with its own troubles."""

from demo.wires.city import Wires, route

__all__ = ["Wires", "route"]
