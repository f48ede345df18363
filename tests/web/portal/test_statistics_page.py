"""The year in figures: every number opens its list, every chart has its table, the sentence counts itself."""

from __future__ import annotations

import re

from gongkai.web.publication.selectors.figures import year_of


def test_the_sentence_is_the_counted_one(world, reader):
    text = reader.get("/o/shilizhen/statistics/2026/").content.decode()
    lead = re.search(r'<p class="gk-lead">(.*?)</p>', text, re.DOTALL)[1]
    assert re.sub(r"<[^>]+>", "", lead) == year_of(world.town, 2026).sentence


def test_every_number_opens_a_list_of_so_many(world, reader):
    for figure in reader.get("/o/shilizhen/statistics/2026/figures.json").json()["figures"]:
        if figure["key"] in ("sent_up", "taken_up"):
            continue
        text = reader.get(f"/o/shilizhen/statistics/2026/{figure['key']}/").content.decode()
        assert f"共 {figure['value']} 条" in text
        assert len(re.findall(r"<li><div>", text)) == figure["value"]


def test_what_was_taken_down_is_counted_and_told_by_its_number_alone(world, reader):
    text = reader.get("/o/shilizhen/statistics/2026/total/").content.decode()
    assert f"已经撤下（索引号 {world.gone.index_number}）" in text
    assert "撤下的名单" not in text


def test_a_chart_has_its_table(world, reader):
    text = reader.get("/o/shilizhen/statistics/2026/").content.decode()
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg"') == text.count("看表格") >= 2
    assert '<th scope="row">3月</th>' in text


def test_the_first_page_has_four_numbers_that_open_their_lists(world, reader):
    text = reader.get("/o/shilizhen/").content.decode()
    numbers = re.search(r'<ul class="gk-numbers">(.*?)</ul>', text, re.DOTALL)[1]
    assert [int(each) for each in re.findall(r"<b>(\d+)</b>", numbers)] == [8, 8, 0, 1]
    for link in re.findall(r'href="([^"]+)"', numbers):
        assert reader.get(f"/o/shilizhen/{link.removesuffix('index.html')}").status_code == 200


def test_csv_and_json_say_the_same(world, reader):
    data = reader.get("/o/shilizhen/statistics/2026/figures.json").json()
    text = reader.get("/o/shilizhen/statistics/2026/figures.csv").content.decode("utf-8-sig")
    for figure in data["figures"]:
        assert f"合计,{figure['label']},{figure['value']}" in text
    for line in data["tables"]["months"]:
        assert f"各月主动公开,{line['label']},{line['value']}" in text


def test_a_year_of_which_nothing_is_known_is_not_found(world, reader):
    for path in ("2019/", "2026/nothing/", "2026/sent_up/", "2026/figures.exe", "2019/figures.json"):
        assert reader.get(f"/o/shilizhen/statistics/{path}").status_code == 404, path


def test_an_organ_that_has_published_nothing_says_what_will_stand_there(world, reader):
    assert "还没有可以统计的公开信息" in reader.get("/o/shiliqu/statistics/").content.decode()
