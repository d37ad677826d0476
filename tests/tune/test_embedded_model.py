"""The embedded model itself, tuned a little: two updates, to see that the way through is open."""

import json

from workbench.translate.embedded import OURS, Adapter
from workbench.tune import Tuning, read_files, tune
from workbench.tune.embedded import open_embedded


def test_the_embedded_model_is_tuned_further(tmp_path):
    pairs = [f"یہ {n} فوجی قازقستان میں ہیں۔\tThese {n} soldiers are in Kazakhstan." for n in range(20, 44)]
    (tmp_path / "pairs.tsv").write_text("\n".join(pairs), encoding="utf-8")
    material = read_files([tmp_path / "pairs.tsv"], "ur")
    tuning = Tuning(steps=2, dev_examples=2, batch_tokens=400, threads=2)
    tuned = tune(open_embedded(tuning), material, tuning, tmp_path / "tuned", dev=material)
    assert tuned.facts["settings"]["steps"] == 2
    adapter = Adapter(tmp_path / "tuned")
    assert adapter.revision != Adapter(OURS).revision
    config = json.loads((tmp_path / "tuned" / "adapter_config.json").read_text(encoding="utf-8"))
    assert str(tmp_path) not in json.dumps(config)
    assert tuned.before["chrf"].value > 30  # it translates such a sentence already
