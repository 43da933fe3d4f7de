"""Faults, injected one by one: a clear sentence, the service goes on where it can, nothing accepted is lost,
nothing half-written is served.

What is not here is where the thing itself is tested: SIGKILL in an ingest in ``test_kill.py``, FAISS files in
``test_faiss_index.py``, a broken gateway connection in ``test_bot_wire.py``, an unwritable root and no
temporary files in ``test_container.py``, damaged backups in ``test_backup.py``. The README has the table.
"""
