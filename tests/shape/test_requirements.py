"""Pinned packages: every one with hashes, none with an address, the three files alike."""

import importlib.util
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def maker():
    spec = importlib.util.spec_from_file_location("gongkai_requirements", ROOT / "scripts" / "requirements.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_pinned_package_has_hashes_and_no_address():
    assert maker().check() == []


def test_the_base_needs_no_heavy_library():
    assert not {"pandas", "numpy", "dask", "distributed", "duckdb", "rich", "typst", "pypdfium2"} & maker().pins("base").keys()


def test_the_extra_all_is_the_sum_of_the_others():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras["all"] == [f"gongkai[{','.join(name for name in extras if name != 'all')}]"]
