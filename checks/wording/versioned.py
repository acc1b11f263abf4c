"""词表文件的开头: the first line of a list says its version, which every finding of it carries."""


def split(text: str) -> tuple[str, list[str]]:
    """The version (first line, `# version X`) and the lines after it. ValueError where none is told."""
    head, *rows = text.splitlines() or [""]
    if not head.startswith("# version "):
        raise ValueError("第1行：缺少 # version")
    return head.removeprefix("# version ").strip(), rows
