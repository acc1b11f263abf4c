"""The peers: each is given the same home address, and its own words are read back as accusations."""

import csv
import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

SCRAPY = textwrap.dedent("""
    import json, sys
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    ROOT, OUT = sys.argv[1:3]

    class Plain(scrapy.Spider):
        name = "plain"
        custom_settings = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "DOWNLOAD_TIMEOUT": 5, "RETRY_TIMES": 1, "ROBOTSTXT_OBEY": False}
        bad, pages = {}, 0
        extractor = LinkExtractor(tags=("a", "area", "img", "script", "link", "iframe", "embed",
            "object", "source", "video"), attrs=("href", "src", "data", "poster"),
            deny_extensions=[])

        async def start(self):
            yield self.ask(ROOT + "/")

        def ask(self, url):
            return scrapy.Request(url, callback=self.got, errback=self.failed,
                meta={"handle_httpstatus_list": list(range(400, 600)), "asked": url})

        def got(self, response):
            if response.status >= 400:
                self.bad[response.meta["asked"]] = response.status
            elif response.url.startswith(ROOT) and isinstance(response, scrapy.http.HtmlResponse):
                self.pages += 1
                for link in self.extractor.extract_links(response):
                    yield self.ask(link.url)

        def failed(self, failure):
            self.bad[failure.request.meta["asked"]] = failure.type.__name__

        def closed(self, reason):
            json.dump({"bad": list(self.bad), "pages": self.pages}, open(OUT, "w"))

    process = AsyncCrawlerProcess()
    process.crawl(Plain)
    process.start()
""")


def scrapy_plain(root: str, work: Path) -> tuple[list[str], Path]:
    """Command and where its accusations will lie."""
    script, out = work / "plain_scrapy.py", work / "plain_scrapy.json"
    script.write_text(SCRAPY)
    return [sys.executable, str(script), root, str(out)], out


def read_json(out: Path) -> set[str]:
    return set(json.loads(out.read_text())["bad"])


def install_linkchecker(work: Path) -> Path | None:
    """A virtual environment of its own; None where it cannot be had."""
    folder = work / "linkchecker"
    python = folder / "bin" / "linkchecker"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=60)
        pip = [str(folder / "bin" / "pip"), "install", "-q", "LinkChecker==10.6.0"]
        subprocess.run(pip, check=True, timeout=120, capture_output=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return python if python.exists() else None


def linkchecker(binary: Path, root: str, work: Path) -> tuple[list[str], Path]:
    """Its report goes to standard output: as root it becomes nobody and may write no file."""
    config = work / "linkcheckerrc"
    config.write_text("[checking]\nmaxrequestspersecond=1000\nthreads=10\ntimeout=5\n")
    config.chmod(0o644)
    work.chmod(0o755)
    command = [str(binary), "-f", str(config), "--check-extern", "--no-robots", "--no-status"]
    return [*command, "-o", "csv", f"{root}/"], work / "peer.out"


def read_linkchecker(out: Path) -> set[str]:
    text = out.read_text(encoding="utf-8", errors="replace")
    lines = [one for one in text.splitlines() if one and not one.startswith("#")]
    rows = csv.DictReader(lines, delimiter=";")
    return {row["url"] or row["urlname"] for row in rows if row.get("valid") == "False"}


def install_linkinator(work: Path) -> Path | None:
    """From npm, into the work folder; None where there is no npm."""
    npm = shutil.which("npm")
    if not npm:
        return None
    try:
        command = [npm, "install", "--silent", "--prefix", str(work / "npm"), "linkinator@7.6.1"]
        subprocess.run(command, check=True, timeout=180, capture_output=True)
    except (subprocess.SubprocessError, OSError):
        return None
    binary = work / "npm" / "node_modules" / ".bin" / "linkinator"
    return binary if binary.exists() else None


def linkinator(binary: Path, root: str, work: Path) -> tuple[list[str], Path]:
    out = work / "linkinator.json"
    command = f'"{binary}" {root}/ --recurse --format json --check-css --timeout 0 > "{out}"'
    return ["sh", "-c", command], out


def read_linkinator(out: Path) -> set[str]:
    links = json.loads(out.read_text())["links"]
    return {one["url"] for one in links if one["state"] == "BROKEN"}
