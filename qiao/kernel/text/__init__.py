"""Working with text: Markdown, other people's HTML, names by sound, excerpts."""

from .html import SanitisedHtml, sanitise_html, with_remote_images
from .markdown import render_markdown
from .plain import html_to_text

__all__ = ["SanitisedHtml", "html_to_text", "render_markdown", "sanitise_html", "with_remote_images"]
