"""Several servers on one database file, and commands beside them."""

import subprocess
from pathlib import Path

import openpyxl
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from data.check import check
from tests.dashboard.stores import a_store
from tests.support.server import MEGA, served, socket_of


def test_two_servers_on_one_file_show_what_a_command_imports(tmp_path: Path):
    database = a_store(tmp_path).path
    with served(database) as one, served(database) as other:
        for value in (131, 142):
            files = [a_workbook(tmp_path, place, value) for place in ("Perú", "Colombia")]
            with socket_of(one, one.address) as first, socket_of(other, other.address) as second:
                before = [page_of(opened) for opened in (first, second)]
                ended = [a_command(database, file) for file in files]  # at the same time
                assert [process.wait() for process in ended] == [0, 0]
                after = [page_of(opened) for opened in (first, second)]
            assert all(text.count(f"{value} organizaciones") == 0 for text in before)
            assert all(text.count(f">{value} organizaciones</") >= 2 for text in after)
        for server in (one, other):
            assert [line for line in server.log if line["level"] in {"warning", "error"}] == []
            assert server.stop() == 0
    assert not check(database).breaches


def a_workbook(folder: Path, place: str, value: float) -> Path:
    path = folder / f"{place} {value}.xlsx"
    book = openpyxl.Workbook()
    for row in [("Código", "País", "Período", "Valor"), ("M01", place, "2024-T4", value)]:
        book.active.append(row)
    book.save(path)
    return path


def a_command(database: Path, file: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [MEGA, "--database", database, "import", file],
        stdout=subprocess.DEVNULL,
    )


def page_of(opened: ClientConnection) -> str:
    """What the target's page holds for this visitor, on its next rerun."""
    asked = BackMsg()
    asked.rerun_script.page_name = "target"
    asked.rerun_script.query_string = "lang=en&target=M01&places=table"
    opened.send(asked.SerializeToString())
    drawn: list[str] = []
    for message in opened:
        answer = ForwardMsg()
        answer.ParseFromString(message)
        if answer.WhichOneof("type") == "script_finished":
            break
        drawn.append(answer.delta.new_element.html.body)
    return " ".join(drawn).replace("\N{NO-BREAK SPACE}", " ")
