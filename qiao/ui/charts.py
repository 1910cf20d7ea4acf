"""One option JSON per chart: drawn by ECharts in the browser, and by the same library here as SVG.

Colours in an option are token names, as in `var(--chart-1)`: the browser resolves them for its theme,
`chart_svg` for the one it is asked for. What every chart shares (text, axes, tooltip) is added here.
"""

import json
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from py_mini_racer import MiniRacer

ROOT = Path(__file__).parent
Option = Mapping[str, Any]
_engine_lock = threading.Lock()
_DEFINITION = re.compile(r"(--[\w-]+):\s*([^;]+);")
_COLOUR = re.compile(r"var\((--[\w-]+)\)")
_TEXT = {"color": "var(--text-3)", "fontSize": 12, "fontFamily": "var(--font-ui)"}
_AXIS: dict[str, Any] = {
    "axisLabel": _TEXT,
    "axisLine": {"lineStyle": {"color": "var(--line-strong)"}},
    "axisTick": {"show": False},
    "splitLine": {"lineStyle": {"color": "var(--chart-grid)"}},
}
_TOOLTIP: dict[str, Any] = {
    # drawn on the canvas: a tooltip of HTML would need inline styles, which the security policy forbids
    "renderMode": "richText",
    "backgroundColor": "var(--bg-raised)",
    "borderColor": "var(--line-strong)",
    "textStyle": {"color": "var(--text)", "fontSize": 12},
}


def chart(option: Option, label: str, *, is_tall: bool = False) -> SafeString:
    """The chart for a page; `label` says in words what it shows, for those who cannot see it."""
    # an attribute, because no script element, not even one of data, survives being swapped into a page
    return format_html(
        '<qiao-chart class="{}" role="img" aria-label="{}" src-lib="{}" option="{}"></qiao-chart>',
        "chart--tall" if is_tall else "", label, static("ui/echarts.js"),
        json.dumps(_dressed(option), ensure_ascii=False),
    )  # fmt: skip


def chart_svg(option: Option, *, width: int = 640, height: int = 320, theme: str = "light") -> str:
    """The chart as an SVG document, `width` × `height` pixels, still, in the colours of `theme`. About 100 ms."""
    still = {**_with_colours(_dressed(option), tokens(theme)), "animation": False}
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


@lru_cache(maxsize=2)
def tokens(theme: str) -> dict[str, str]:
    """Every token of a theme (light, dark) with its final value."""
    light, dark = (ROOT / "css" / "00-tokens.css").read_text(encoding="utf-8").split('[data-theme="dark"]')
    raw = dict(_DEFINITION.findall(light))
    if theme == "dark":
        raw |= dict(_DEFINITION.findall(dark))
    return {name: _final(value, raw) for name, value in raw.items()}


def _final(value: str, raw: dict[str, str]) -> str:
    while found := _COLOUR.search(value):
        value = value.replace(found.group(), raw.get(found.group(1), ""))
    return value.strip()


def _dressed(option: Option) -> dict[str, Any]:
    """The option with our default text, axes and tooltip; its own settings win."""
    dressed: dict[str, Any] = {"textStyle": _TEXT, **option}
    for axis in ("xAxis", "yAxis"):
        if axis in option:
            given = option[axis]
            axes = [_under(_AXIS, one) for one in given] if isinstance(given, list) else _under(_AXIS, given)
            dressed[axis] = axes
    for name in ("tooltip", "legend"):
        if name in option:
            dressed[name] = _under(_TOOLTIP if name == "tooltip" else {"textStyle": _TEXT}, option[name])
    return dressed


def _under(base: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in given.items():
        both_maps = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _under(merged[key], value) if both_maps else value
    return merged


def _with_colours(option: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(option, Mapping):
        return {key: _with_colours(value, colours) for key, value in option.items()}
    if isinstance(option, list | tuple):
        return [_with_colours(value, colours) for value in option]
    if isinstance(option, str):
        return _COLOUR.sub(lambda found: colours.get(found.group(1), ""), option)
    return option
