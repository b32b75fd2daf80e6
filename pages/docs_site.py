"""dbt's documentation site as one file whose bytes depend on the project and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from dbt.task.docs import DOCS_INDEX_FILE_PATH

from ingest.language import say

# What dbt writes of the run, the user or the machine, at the top of both files.
OF_THE_RUN = (
    "generated_at", "invocation_id", "invocation_started_at", "run_started_at", "env", "user_id",
    "send_anonymous_usage_stats",
)  # fmt: skip
# The same, of each node.
OF_A_NODE = ("created_at", "root_path", "compiled_path", "build_path")
# dbt's page loads its data from beside it unless it finds them in these two places.
PLACES = {'"MANIFEST.JSON INLINE DATA"': "manifest", '"CATALOG.JSON INLINE DATA"': "catalog"}
# What makes the browser ask for files that are not there: a favicon that was never filled in, and
# icons whose names it reads before the page's own script has put them in.
REQUESTS = {
    "href=\"${require('./assets/favicons/favicon.ico')}\"": 'href="data:,"',
    'xlink:href="{{ getIcon(': 'ng-attr-xlink:href="{{ getIcon(',
}
ABSOLUTE_FILE = re.compile(r"'/[^']*/([^'/]+/\*\.(?:csv|parquet))'")
# Stands on dbt's page, above everything it draws, so that a reader finds back.
WAY_BACK = """
<style>
#way-back{position:fixed;left:20px;bottom:16px;z-index:9999;padding:8px 14px;border-radius:18px;
background:#264a6e;color:#fff;font:14px/1.3 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',
sans-serif;text-decoration:none;box-shadow:0 2px 10px rgba(0,0,0,.25)}
@media print{#way-back{display:none}}
</style>
<a id="way-back" href="../index.html">← 返回预算页面 · Back to the pages</a>
"""


def compose(target: Path) -> str:
    """The docs site of what ``dbt docs generate`` left in the target folder."""
    page = Path(DOCS_INDEX_FILE_PATH).read_text("utf-8")
    for found, instead in REQUESTS.items():
        page = page.replace(found, instead)
    for place, name in PLACES.items():
        artifact = target / f"{name}.json"
        if not artifact.is_file():
            raise FileNotFoundError(
                say("{file} is not there: python -m pages.dbt docs writes it", file=artifact)
            )
        if place not in page:
            raise ValueError(f"dbt's docs page has no place for {name}: {place}")
        data = settled(json.loads(artifact.read_text("utf-8")))
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        # In a script, so that no text of ours may end it.
        page = page.replace(place, text.replace("</", "<\\/").replace("<!--", "<\\u0021--"))
    before, end, after = page.rpartition("</body>")
    if not end:
        raise ValueError("dbt's docs page has no end of its body")
    return f"{before}{WAY_BACK}{end}{after}"


def settled(artifact: dict[str, Any]) -> dict[str, Any]:
    """The artifact without what changes from run to run or from machine to machine."""
    metadata = {key: artifact["metadata"].get(key) for key in artifact["metadata"]}
    for key in OF_THE_RUN:
        metadata.pop(key, None)
    kept = {key: value for key, value in artifact.items() if key != "metadata"}
    return {"metadata": metadata, **_without_places(kept)}


def _without_places(value: Any) -> Any:
    """The value with keys of the run left out and files of a landing zone named without folders."""
    if isinstance(value, dict):
        return {
            key: _without_places(part)
            for key, part in value.items()
            if key not in OF_A_NODE or isinstance(part, dict)
        }
    if isinstance(value, list):
        return [_without_places(part) for part in value]
    if isinstance(value, str):
        return ABSOLUTE_FILE.sub(r"'landing_zone/\1'", value)
    return value
