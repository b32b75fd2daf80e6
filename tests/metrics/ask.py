"""Ask metrics through MetricFlow: questions as JSON on standard input, answers on standard output.

Runs in the folder of a project that dbt has built. It uses the engine and not the command `mf`,
which looks for a newer version of itself at every call; and it lets no connection leave the
machine, so that whatever a library may try comes to nothing and to light.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"


def refuse(*_: object, **__: object) -> None:
    """Take the place of every way to open a connection."""
    raise RuntimeError("asking a metric tried to reach the network")


socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse

from dbt_metricflow.cli.cli_configuration import CLIConfiguration  # noqa: E402
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest  # noqa: E402


def main() -> None:
    """Answer each question, `{metrics: […], by: […]}`, with its columns and rows."""
    questions = json.load(sys.stdin)
    folder = Path.cwd()
    settings = CLIConfiguration()
    settings.setup(folder, folder, configure_file_logging=False)
    answers = []
    for question in questions:
        request = MetricFlowQueryRequest.create(
            metric_names=question["metrics"], group_by_names=question["by"]
        )
        table = settings.mf.query(request).result_df
        answers.append({"columns": list(table.column_names), "rows": [list(r) for r in table.rows]})
    answers.append({"metrics": sorted(metric.name for metric in settings.mf.list_metrics())})
    json.dump(answers, sys.stdout, default=str)


if __name__ == "__main__":
    main()
