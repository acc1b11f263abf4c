"""页面标签: the standard metas (国办发〔2017〕47号 附件) and what else a page says of itself."""

from extract.tree import Tree

STANDARD = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "Image",
    "Url",
)
_SPELLING = {name.lower(): name for name in STANDARD}


def read_metas(tree: Tree) -> dict[str, str]:
    """Name to content, standard names in their own spelling, the first non-empty one kept."""
    found: dict[str, str] = {}
    for row in tree.named("meta"):
        attributes = tree.attributes[row]
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if not name:
            continue
        name = name.strip()
        name = _SPELLING.get(name.lower(), name)
        content = " ".join((attributes.get("content") or "").split())
        if not found.get(name):
            found[name] = content
    return found
