"""Files that no field of a page asked for cost no memory."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from mlp_explorer.ui import _streamlit
from mlp_explorer.ui.uploads import UploadMiddleware
from tests.ui.test_streams import run


@pytest.fixture
def files(monkeypatch):
    _streamlit.forget_uploads()
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(
        _streamlit, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=files)
    )
    return files


def ask(files, count=1):
    return [place.file_id for place in files.get_upload_urls("me", ["a.png"] * count)]


def put(path, method="PUT"):
    """Send a file; return the status, and whether any of it was read."""
    read, answers = [], []

    async def receive():
        read.append(1)
        return {"type": "http.request"}

    async def take(scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    run(UploadMiddleware(take)(scope, receive, send))
    return answers[0]["status"], bool(read)


@pytest.mark.parametrize("base", ["", "/class"])
def test_a_file_that_nobody_asked_for_is_refused_before_it_is_read(files, base):
    [file_id] = ask(files)
    for place in ("me/x", f"you/{file_id}", f"me/{file_id}/", "me", "me/", f"/me/{file_id}"):
        assert put(f"{base}/_stcore/upload_file/{place}") == (403, False), place
    assert put(f"{base}/_stcore/upload_file/me/x", "DELETE") == (204, True)
    assert put(f"{base}/elsewhere") == (204, True)


@pytest.mark.parametrize("base", ["", "/class"])
def test_a_file_that_a_field_asked_for_is_taken(files, base):
    for file_id in ask(files, 2):
        assert put(f"{base}/_stcore/upload_file/me/{file_id}") == (204, True)


def test_a_session_keeps_its_last_few_files(files):
    for _ in range(40):
        for file_id in ask(files):
            files.add_file("me", UploadedFileRec(file_id, "a.png", "image/png", b"1234"))
    assert files._total_bytes == 24 * 4
    assert len(ask(files, 1000)) == 24
    assert files._total_bytes == 0, "the newer ones have their places"


def test_a_session_that_has_sent_too_much_sends_no_more(files, monkeypatch):
    monkeypatch.setattr(_streamlit, "_MOST_UPLOADED", 5)
    first, second, third = ask(files, 3)
    files.add_file("me", UploadedFileRec(first, "a.png", "image/png", b"1234"))
    assert put(f"/_stcore/upload_file/me/{second}") == (204, True)
    files.add_file("me", UploadedFileRec(second, "b.png", "image/png", b"1234"))
    assert put(f"/_stcore/upload_file/me/{third}") == (403, False)
    files.remove_file("me", first)
    assert put(f"/_stcore/upload_file/me/{third}") == (204, True)


def test_who_leaves_takes_the_files_along(files):
    manager = WebsocketSessionManager(MemorySessionStorage(), files, ScriptCache(), lambda: None)
    [file_id] = ask(files)
    files.add_file("me", UploadedFileRec(file_id, "a.png", "image/png", b"1234"))
    manager.disconnect_session("me")
    assert files._total_bytes == 0
    assert put(f"/_stcore/upload_file/me/{file_id}") == (403, False)
