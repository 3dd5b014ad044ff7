import json
import subprocess
import sys


def asked(raw: bytes) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-m", "nearer", "coach"],
        check=False,
        input=raw,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_command_answers_each_line_in_its_order():
    first, second, third = asked(
        b"You never listen to me\n"
        b'{"id": "x7", "text": "Thank you for the soup."}\n'
        b"Would you come with me on Friday?"
    )
    assert (first["id"], second["id"], third["id"]) == ("1", "x7", "3")
    assert first["marks"]
    assert not second["marks"]
    assert second["parts"] == ["appreciation"]
    assert set(first) == {"id", "marks", "parts", "rewrite", "question", "danger"}
    assert set(first["marks"][0]) == {"start", "end", "label", "why", "level"}


def test_the_command_loads_no_django():
    code = (
        "import sys; from nearer import cli; code = cli.main(['coach']); "
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django']; "
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        input=b"hello\n",
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
