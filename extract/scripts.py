"""脚本: inline script text with its comments taken out, in time linear in its length."""


def without_comments(code: str) -> str:
    """Script or style text without /* … */ and without lines that are // comments.

    No regular expression: on hostile text (/*/*/*…) those take quadratic time.
    """
    if "/*" in code:
        pieces, at = [], 0
        while (start := code.find("/*", at)) >= 0:
            pieces.append(code[at:start])
            end = code.find("*/", start + 2)
            at = len(code) if end < 0 else end + 2
        pieces.append(code[at:])
        code = "".join(pieces)
    if "//" in code:
        code = "\n".join(line for line in code.split("\n") if not line.lstrip().startswith("//"))
    return code
