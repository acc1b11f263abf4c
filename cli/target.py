"""What the person means: a code, an address, or a name of the registry."""

import re
from urllib.parse import urlsplit

import click

from core.subject import Account, Site, Subject
from scheduler.office import Office
from storage.subjects import list_subjects

_CODE = re.compile(r"(\d{10}|bm\d{8})", re.IGNORECASE)


def find_target(office: Office, target: str) -> Subject:
    """A registered subject; an unregistered site only by its address."""
    target = target.strip()
    with office.database.read() as tx:
        known = list_subjects(tx)
    if "://" in target or _looks_like_host(target):
        url = target if "://" in target else f"http://{target}/"
        host = urlsplit(url).hostname or ""
        if not host or urlsplit(url).scheme not in ("http", "https"):
            raise click.ClickException(f"“{target}”不是网址。应为 http:// 或 https:// 开头。")
        same = [s for s in known if not isinstance(s, Account) and s.url == url]
        same += [
            s
            for s in known
            if isinstance(s, Site) and urlsplit(s.url).netloc == urlsplit(url).netloc
        ]
        # Nobody registered it: its host and port stand for the code that it has not told us.
        return same[0] if same else Site(urlsplit(url).netloc, host, url)
    named = [
        s
        for s in known
        if target in (s.key, s.name) or (not isinstance(s, Account) and s.code == target.lower())
    ]
    if len(named) == 1:
        return named[0]
    if named:
        keys = "、".join(s.key for s in named[:5])
        raise click.ClickException(f"“{target}”对应多个对象，请写明其中一个：{keys}")
    if _CODE.fullmatch(target):
        raise click.ClickException(
            f"名录里没有标识码 {target}。先用 govpatrol import sites 导入名录，或直接写网址。"
        )
    raise click.ClickException(
        f"名录里没有“{target}”。可写网址（http://…）、网站标识码，或账号的全名。"
    )


def _looks_like_host(text: str) -> bool:
    host = text.split("/", 1)[0]
    return "." in host and bool(re.fullmatch(r"[A-Za-z0-9.:-]+", host))
