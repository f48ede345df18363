"""Tables of any shape for Hypothesis: few or many labels, short or long, over time or not, with figures of every size."""

from decimal import Decimal

from hypothesis import strategies as st

from gongkai.charts.table import Series, Table

WORDS = st.text(alphabet="示例镇村民委员会政务公开条件办理答复不予部分其他方式网站新媒体ABCxyz0189（）、-", min_size=1, max_size=40).filter(
    lambda word: word.strip() == word and word not in {"-", "--"}
)
LONG = st.text(alphabet="示例镇村民委员会政务公开条件办理答复（）、，", min_size=20, max_size=40)
SHORT = st.text(alphabet="甲乙丙丁东西南北网站媒体", min_size=1, max_size=5)
SMALL = st.integers(0, 2000).map(Decimal)
ANY = st.one_of(
    SMALL,
    st.integers(-(10**7), 10**7).map(Decimal),
    st.decimals(min_value=-(10**6), max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal(0), Decimal("0.000001"), Decimal("-0.04"), Decimal(999_999_999_999_999), Decimal(-(10**14))]),
)
SIZES = (1, 2, 3, 5, 8, 12, 20, 40)
UNITS = st.sampled_from(["", "条", "件", "%", "元", "人次"])


@st.composite
def tables(draw, figures=ANY, most_labels=40, most_series=6, unknown=True, over_time=None):
    """A table; ``over_time`` decides whether its labels are years, by chance when it is None."""
    timed = draw(st.booleans()) if over_time is None else over_time
    # Sizes are drawn evenly: left alone, lists are mostly short, and what is crowded is hardly tried.
    count = draw(st.sampled_from([size for size in SIZES if size <= most_labels and (size > 1 or not timed)]))
    if timed:
        first = draw(st.integers(1950, 2020))
        labels = tuple(f"{first + place}年" for place in range(count))
    else:
        labels = tuple(draw(st.lists(draw(st.sampled_from([WORDS, SHORT, LONG])), min_size=count, max_size=count, unique=True)))
    width = draw(st.sampled_from([size for size in (1, 1, 2, 3, 6) if size <= most_series]))
    names = draw(st.lists(draw(st.sampled_from([WORDS, SHORT, LONG])), min_size=width, max_size=width, unique=True))
    cell = st.one_of(st.none(), figures, figures, figures) if unknown else figures
    unit = draw(UNITS)
    series = [Series(name, tuple(draw(st.lists(cell, min_size=len(labels), max_size=len(labels)))), unit) for name in names]
    if all(value is None for one in series for value in one.values):
        series[0] = series[0]._replace(values=(Decimal(1), *series[0].values[1:]))
    return Table(labels, tuple(series), "名称")
