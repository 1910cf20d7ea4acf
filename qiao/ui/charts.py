"""One option JSON per chart: drawn by ECharts in the browser, and by the same library here as SVG.

Colours in an option are token names, as in `var(--chart-1)`: the browser resolves them for its theme,
`chart_svg` for the light one (mail and paper).
"""

import json
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from py_mini_racer import MiniRacer

ROOT = Path(__file__).parent
_engine_lock = threading.Lock()
_DEFINITION = re.compile(r"(--[\w-]+):\s*([^;]+);")


def chart(option: dict[str, Any], label: str) -> SafeString:
    """The chart for a page; `label` says in words what it shows, for those who cannot see it."""
    # "<" must not end the script element early
    data = json.dumps(option, ensure_ascii=False).replace("<", "\\u003c")
    return format_html(
        '<qiao-chart class="chart" role="img" aria-label="{}" src-lib="{}">'
        '<script type="application/json">{}</script></qiao-chart>',
        label, static("ui/echarts.js"), mark_safe(data),  # noqa: S308 - escaped just above
    )  # fmt: skip


def chart_svg(option: dict[str, Any], *, width: int = 640, height: int = 320) -> str:
    """The chart as an SVG document, `width` × `height` pixels, without animation. About 100 ms."""
    still = {**_with_light_colours(option), "animation": False}
    call = (
        f"(() => {{ const chart = echarts.init(null, null, {{renderer: 'svg', ssr: true, width: {int(width)},"
        f" height: {int(height)}}}); chart.setOption({json.dumps(still)}); const svg = chart.renderToSVGString();"
        " chart.dispose(); return svg; })()"
    )
    with _engine_lock:
        return str(_engine().eval(call))


@lru_cache(maxsize=1)
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval((ROOT / "server_js" / "echarts.js").read_text(encoding="utf-8"))
    return engine


@lru_cache(maxsize=1)
def light_tokens() -> dict[str, str]:
    """Every token of the light theme with its final value."""
    css = (ROOT / "css" / "00-tokens.css").read_text(encoding="utf-8")
    raw = dict(_DEFINITION.findall(css.split('[data-theme="dark"]')[0]))
    return {name: _final(value, raw) for name, value in raw.items()}


def _final(value: str, raw: dict[str, str]) -> str:
    while found := re.search(r"var\((--[\w-]+)\)", value):
        value = value.replace(found.group(), raw.get(found.group(1), ""))
    return value.strip()


def _with_light_colours(option: Any) -> Any:
    if isinstance(option, dict):
        return {key: _with_light_colours(value) for key, value in option.items()}
    if isinstance(option, list):
        return [_with_light_colours(value) for value in option]
    if isinstance(option, str):
        return re.sub(r"var\((--[\w-]+)\)", lambda found: light_tokens().get(found.group(1), ""), option)
    return option
