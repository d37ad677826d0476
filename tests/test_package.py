"""What is installed is all that is needed: the wheel has the prompts, the seeds, the page, the fonts, the adapter."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED_SUMS = {
    "000": "6519c1a1f782a13e",
    "001": "42ff63365dcfbfb5",
    "002": "92aeb5ee3992bedc",
    "003": "e711f815843f52ed",
    "004": "249d77e02839e10c",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.mark.parametrize(
    "name",
    [
        *(f"workbench/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()),
        *(f"workbench/prompts/{path.name}" for path in (ROOT / "prompts").iterdir()),
        "workbench/interfaces/ui/static/main.js",
        "workbench/interfaces/ui/static/page.css",
        "workbench/interfaces/ui/static/fonts/noto-nastaliq-urdu-arabic-400-normal.woff2",
        "workbench/interfaces/ui/static/fonts/OFL.txt",
        "workbench/export/bilingual.html.j2",
        "workbench/export/record.schema.json",
        "workbench/interfaces/report.html.j2",
        "workbench/resources/embedded-v1/adapter_model.safetensors",
        "workbench/resources/embedded-v1/NOTICE",
    ],
)
def test_the_wheel_has(names, name):
    assert name in names


def test_the_wheel_has_no_tests(names):
    assert not [name for name in names if name.startswith("tests/")]


def test_ci_finds_the_readmes_test_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- tests -->\n```bash\n(.*?)```\n<!-- end -->", readme, re.S)
    assert block
    assert "-m pytest" in block[1]


def test_the_seeds_are_the_users_bytes():
    sums = {p.name[:3]: hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in (ROOT / "seeds").iterdir()}
    assert sums == SEED_SUMS
