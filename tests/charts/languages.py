"""The texts of a chart in Thai and in English."""

from collections.abc import Callable

from itadata.charts import Chart
from itadata.language import LANGUAGES, language_context


def in_each_language(draw: Callable[[], Chart]) -> list[Chart]:
    """The chart drawn in Thai and in English."""
    charts = []
    for language in LANGUAGES:
        with language_context(language):
            charts.append(draw())
    return charts


def titles(draw: Callable[[], Chart]) -> tuple[str, ...]:
    """The title of the chart in Thai and in English."""
    return tuple(chart.title for chart in in_each_language(draw))


def title(draw: Callable[[], Chart]) -> str:
    """The English title of the chart."""
    return titles(draw)[-1]
