"""Text formats of old: format=flowed (RFC 3676) and text/enriched (RFC 1896)."""

import html
import re


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Paragraphs of a format=flowed text on one line each; quote depth and `-- ` are respected."""
    out: list[str] = []
    depth_before, is_open = -1, False
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        body = line[marks:]
        body = body.removeprefix(" ")
        is_signature = body == "-- "
        if is_open and depth_before == marks and not is_signature:
            out[-1] += body
        else:
            out.append(">" * marks + (" " if marks else "") + body)
        is_open = body.endswith(" ") and not is_signature
        depth_before = marks
        if is_open and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def enriched_to_text(text: str) -> str:
    """The words of a text/enriched or text/richtext body."""
    text = re.sub(r"<param>[^<]{0,2000}</param>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"<nl>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"<lt>", "&lt;", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    text = re.sub(r"\n(\n+)", r"\1", text)
    text = re.sub(r"<<", "&lt;", text)
    text = re.sub(r"</?[a-z][a-z0-9-]{0,40}>", "", text, flags=re.IGNORECASE)
    return html.unescape(text).strip()
