from itadata.charts.style import Chart, EarlierValues, Series, escaped, horizontal_bars

DONE = Series("เสร็จ", "#000000", [1, 2])
LATE = Series("ช้า", "#FFFFFF", [3, 0])
EARLIER = EarlierValues("ปีก่อน", [4, None])


def _drawn(labels, series, **options):
    """The bars as a figure, each part of it checked."""
    options = {"axis_end": 5, "keys": ["ก", "ข"][: len(labels)], "hover": "%{x}", **options}
    return Chart(horizontal_bars(labels, series, **options), "", "").figure


def _bars(*series, **options):
    return _drawn(["แรก", "สอง"], series or [DONE], **options)


def test_every_bar_has_its_label_length_and_key():
    figure = _bars(DONE, LATE)
    assert [(note.text, note.y) for note in figure.layout.annotations] == [("แรก", 0), ("สอง", 1)]
    assert [list(part.x) for part in figure.data] == [[1, 2], [3, 0]]
    assert [list(part.customdata) for part in figure.data] == [["ก", "ข"], ["ก", "ข"]]
    assert (list(figure.layout.xaxis.range), figure.layout.barmode) == ([0, 5], "stack")


def test_a_legend_names_several_series_or_an_earlier_length():
    assert not _bars().layout.showlegend
    assert _bars(DONE, LATE).layout.showlegend
    assert _bars(before=EARLIER).layout.showlegend


def test_an_earlier_length_is_a_marker_across_the_bar():
    earlier = _bars(before=EARLIER).data[-1]
    assert (earlier.name, earlier.mode, list(earlier.x)) == ("ปีก่อน", "markers", [4, None])


def test_a_chart_is_as_high_as_its_bars_need():
    assert _bars().layout.height > _drawn(["แรก"], [DONE]).layout.height
    assert not _drawn([], []).layout.annotations


def test_text_from_a_workbook_is_no_markup():
    assert escaped('<a href="x">1 < 2</a>') == '&lt;a href="x"&gt;1 &lt; 2&lt;/a&gt;'
