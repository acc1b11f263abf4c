"""Serve saved real pages as sites of one page each and scan every one with `govpatrol scan`.

    python -m benchmarks.real_pages_scan FOLDER OUT.json

FOLDER holds *.html and an index.tsv with columns file and url. A proxy on loopback answers with the
page at its own address and with 403 anywhere else: what is not in the folder is "blocked", so that
nothing is accused which nobody could see. OUT.json lists every finding for a person to read.
"""

import csv
import json
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


def sites(folder):
    """URL -> file, one per page; a page whose address is unknown gets one of its own."""
    found = {}
    with (folder / "index.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            url = row["url"] if row["url"].startswith("http") else ""
            url = url.replace("https://", "http://", 1)
            if not url or url in found:
                url = f"http://page{Path(row['file']).stem}.saved.test/"
            found[url if urlsplit(url).path else url + "/"] = folder / row["file"]
    return found


def serve(pages):
    """A forward proxy that knows these addresses and no other."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = pages.get(self.path)
            body = path.read_bytes() if path else b"<title>403</title>"
            self.send_response(200 if path else 403)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    pages = sites(folder)
    server = serve(pages)
    told = {}
    with tempfile.TemporaryDirectory() as data:
        for number, (url, path) in enumerate(pages.items(), 1):
            command = [sys.executable, "-m", "cli", "--data", data]
            for setting in (
                f"crawl.proxy=http://127.0.0.1:{server.server_port}",
                "crawl.allow_private=true",
                "crawl.delay=0",
                "crawl.recheck_after=0",
                "crawl.rechecks=1",
                "crawl.max_renders=0",
            ):
                command += ["--set", setting]
            command += ["scan", url, "--no-report", "--json", "-"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            try:
                report = json.loads(done.stdout)
            except json.JSONDecodeError:
                report = {"error": done.stderr[-2000:]}
            told[path.name] = {"url": url, **report}
            print(
                number,
                path.name,
                len(report.get("findings", [])),
                report.get("grade"),
                file=sys.stderr,
            )
    out.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
