"""The audit tells apart what it knows, and what it could not ask."""

import json

import pytest

import audit

NODE = {"vulnerabilities": {"left-pad": {"severity": "high", "range": "<1.3.1"}}}
FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}


def python(**entry):
    return json.dumps({"dependencies": [{"name": "six", "version": "1.17.0", **entry}]})


def test_a_known_fault_is_named_with_the_version_that_mends_it():
    [line] = audit.faults_of_python(python(vulns=[FAULT]), "")
    assert line == "six 1.17.0: PYSEC-2026-1, mended in 2.0"
    assert audit.faults_of_node(json.dumps(NODE), "") == ["left-pad: high, in versions <1.3.1"]


def test_no_fault_is_no_line():
    assert audit.faults_of_python(python(vulns=[]), "") == []
    assert audit.faults_of_node('{"vulnerabilities": {}}', "") == []


@pytest.mark.parametrize(
    ("read", "output", "errors", "reason"),
    [
        (audit.faults_of_python, "", "Traceback\nConnectionError: no route", "no route"),
        (audit.faults_of_python, "", "", "it says nothing"),
        (audit.faults_of_python, python(skip_reason="not found"), "", "1 packages: not found"),
        (audit.faults_of_node, '{"message": "405 Method Not Allowed"}', "", "405"),
        (audit.faults_of_node, "<html>", "npm error audit", "npm error audit"),
    ],
)
def test_no_answer_is_not_taken_for_no_fault(read, output, errors, reason):
    with pytest.raises(audit.NotReached, match=reason):
        read(output, errors)


def test_what_was_not_audited_is_said(capsys):
    def look_up():
        raise audit.NotReached("no route")

    assert audit.report("the packages", look_up) is False
    printed = capsys.readouterr().out
    assert printed.startswith("NOT AUDITED: the packages.")
    assert printed.endswith("no route\n")


def test_a_known_fault_fails_the_audit(capsys):
    assert audit.report("the packages", lambda: ["six 1.17.0: PYSEC-2026-1"]) is True
    assert "KNOWN FAULT: the packages: six 1.17.0" in capsys.readouterr().out


def test_no_known_fault_passes(capsys):
    assert audit.report("the packages", list) is False
    assert capsys.readouterr().out == "No known fault in the packages.\n"
