"""Full-text search in Chinese and English, on PostgreSQL alone.

`index` writes an object's words, `append` adds those of a new message, `search` finds objects.
"""

from qiao.kernel.search.analysis import Words, words_of
from qiao.kernel.search.documents import Document, NotIndexed, append, index, index_many, index_new, move, remove
from qiao.kernel.search.engine import CursorWrong, Hit, SearchResult, count, explain, search
from qiao.kernel.search.scope import Filters, Scope

__all__ = [
    "CursorWrong", "Document", "Filters", "Hit", "NotIndexed", "Scope", "SearchResult", "Words",
    "append", "count", "explain", "index", "index_many", "index_new", "move", "remove", "search",
    "words_of",
]  # fmt: skip
