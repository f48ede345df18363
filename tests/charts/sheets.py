"""Sheets for tests: a real one of a fictional town, and any that is within the limits."""

from datetime import date

from hypothesis import strategies as st

from gongkai.charts.sheet import ALL_CHARACTERS, CHARACTERS, LAYOUTS, PANEL_KINDS, POINTS, Panel, Point, Sheet, faults, read_panel

HOUSING = Sheet(
    "示例镇农村危房改造补助办法",
    "示例镇人民政府",
    (
        read_panel("who", "本镇农村户籍，住房经鉴定为C级或D级\n低保户、特困人员、低保边缘家庭"),
        read_panel("how_much", "C级危房维修加固：每户最高1.5万元\nD级危房拆除重建：每户最高3.5万元"),
        read_panel("when", "申请：2026年3月10日至4月30日\n竣工：2026年10月31日前"),
        read_panel("how", "1. 提出申请：向村民委员会交书面申请\n2. 评议公示：村里评议，公示7日\n3. 竣工验收：验收合格后打卡发放"),
        read_panel("where", "示例镇便民服务中心3号窗口，工作日9:00至17:00"),
        read_panel("phone", "0000-1234567"),
        read_panel("old_new", "补助标准：每户2.1万元 → 每户3.5万元\n办理时间：60个工作日 → 30个工作日"),
    ),
    policy="示例镇农村危房改造补助资金管理办法",
    number="示镇政发〔2026〕8号",
    date=date(2026, 3, 6),
    address="https://zwgk.example/zcjd/202603/0001.html",
)
CHINESE = "示例镇村民委员会农房改造补助申请审核公示发放标准时间窗口电话，。；、"
MIXED = CHINESE + "0123456789.-ABCxyz ()%：→<&"


@st.composite
def point(draw, kind, most):
    """A point of up to so many characters, full as often as short."""
    size = draw(st.sampled_from([1, max(1, most // 2), most]))
    alphabet = draw(st.sampled_from([CHINESE, MIXED]))
    text = draw(st.text(alphabet=alphabet, min_size=size, max_size=size).map(str.strip).filter(bool))
    label = draw(st.text(alphabet=CHINESE, max_size=min(16, most // 3)))
    text = text[: max(1, most - len(label))].strip() or "字"
    if kind != "old_new":
        return Point(text, label)
    half = max(1, (most - len(label)) // 2)
    return Point(text[:half].strip() or "旧", label, draw(st.text(alphabet=CHINESE, min_size=half, max_size=half)))


@st.composite
def sheets(draw):
    """A sheet and a layout that are allowed: as often full to the limits as nearly empty."""
    layout = draw(st.sampled_from(LAYOUTS))
    kinds = draw(st.permutations(PANEL_KINDS))[: draw(st.sampled_from([1, 3, 5, 8]))]
    needed = {"flow": "how", "contrast": "old_new"}.get(layout)
    kinds = list(dict.fromkeys([*([needed] if needed else []), *kinds]))[:8]
    panels, left, points_left = [], ALL_CHARACTERS, 18
    for place, kind in enumerate(kinds):
        after = len(kinds) - place - 1
        most_points = max(1, min(POINTS.get(kind, 6), points_left - after))
        count = max(draw(st.sampled_from([1, 2, most_points])) if most_points > 1 else 1, 2 if kind == "how" else 1)
        room = min(CHARACTERS, left - after * 12)
        made = tuple(draw(point(kind, max(3, room // count - 1))) for _ in range(count))
        panels.append(Panel(kind, made, draw(st.sampled_from(["", "栏" * 12]))))
        left -= panels[-1].characters
        points_left -= count
    full = draw(st.booleans())
    sheet = Sheet(
        "题" * 40 if full else "农村危房改造补助怎么申请",
        "单" * 30 if full else "示例镇人民政府",
        tuple(panels),
        policy="办" * 80 if full else "",
        number="号" * 30 if full else "",
        address="https://zwgk.example/" + "a" * 150 if full else draw(st.sampled_from(["", "https://zwgk.example/1.html"])),
    )
    return (layout, sheet) if not faults(sheet, layout) else draw(st.nothing())
