"""附件变文字.

Bytes of a document in, text, tables and hidden places out. Pure, and not to be trusted with the
bytes of strangers in this process: `documents/` reads them in a child under limits.
"""
