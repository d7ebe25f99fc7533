"""The workflows can be read, and start what there is in the checkout."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).parents[1]
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))


def read(workflow: Path) -> dict[Any, Any]:
    told = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_can_be_read_and_each_job_has_steps(workflow: Path) -> None:
    told = read(workflow)
    assert told[True], "when it runs"  # YAML takes the word “on” for a truth
    for job in told["jobs"].values():
        assert job["timeout-minutes"]
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])


def test_the_three_systems_are_built_prove_themselves_and_are_kept() -> None:
    jobs = read(CHECKOUT / ".github" / "workflows" / "package.yml")["jobs"]
    assert jobs["release"]["needs"] == "package"
    job = jobs["package"]
    assert [row["name"] for row in job["strategy"]["matrix"]["include"]] == ["linux", "windows", "macos"]
    assert all("selftest" in row["selftest"] for row in job["strategy"]["matrix"]["include"])
    assert [step["run"] for step in job["steps"] if step.get("name") == "Build"] == ["python dev.py package"]
    assert job["steps"][-1]["uses"].startswith("actions/upload-artifact@")
