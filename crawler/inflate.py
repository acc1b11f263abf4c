"""Unpacking of answers, bounded against bombs.

Scrapy 2.19.0's own guesses the text encoding of the *packed* bytes on the way, which is 38 % of a
crawl's CPU; pages are decoded in extract/ and nowhere else, so a bare Response is enough here.
"""

import zlib

import brotli
from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils._compression import _DecompressionMaxSizeExceeded


class Inflate(HttpCompressionMiddleware):
    """What is falsely declared as packed is passed on as it came; `extract` says what it is."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Response:
        """The response with its body unpacked. Raises IgnoreRequest for a bomb."""
        declared = response.headers.getlist("Content-Encoding")
        if not declared or not response.body or request.method == "HEAD":
            return response
        limit = request.meta.get("download_maxsize", self._max_size)
        try:
            body, _kept = self._handle_encoding(response.body, declared, limit)
        except _DecompressionMaxSizeExceeded as bomb:
            raise IgnoreRequest("unpacks to more than the limit") from bomb
        except (OSError, ValueError, EOFError, zlib.error, brotli.error):
            body = response.body
        return Response(
            response.url, response.status, response.headers, body, response.flags, request
        )
