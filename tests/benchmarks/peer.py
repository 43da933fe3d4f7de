"""One ingest by another library, run by the Python that has it installed; prints JSON.

``python peer.py LIBRARY NOTES MODEL``. Everything is set in the peer's favour: the model is loaded before the
clock starts, chunks are short and do not overlap, none is cut off at the model's limit, and no metadata is
embedded.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHUNK = 500
"""Characters: about as long as Quoth's chunks, and well within what the model reads."""


def _texts(notes: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(notes.rglob("*.md"))]


def _split(texts: list[str]) -> list[str]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=0)
    return [chunk for text in texts for chunk in splitter.split_text(text)]


def langchain(notes: Path, model: str) -> Callable[[], list[str]]:
    """LangChain with FAISS."""
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(model_name=model)
    embeddings.embed_query("warm up")

    def ingest() -> list[str]:
        chunks = _split(_texts(notes))
        FAISS.from_texts(chunks, embeddings)
        return chunks

    return ingest


def llamaindex(notes: Path, model: str) -> Callable[[], list[str]]:
    """LlamaIndex with its own splitter and store, and 32 chunks a batch rather than its 10."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    embeddings = HuggingFaceEmbedding(model_name=model, embed_batch_size=32)
    embeddings.get_query_embedding("warm up")
    splitter = SentenceSplitter(chunk_size=128, chunk_overlap=0)

    def ingest() -> list[str]:
        nodes = splitter.get_nodes_from_documents([Document(text=text) for text in _texts(notes)])
        VectorStoreIndex(nodes, embed_model=embeddings)
        return [node.get_content() for node in nodes]

    return ingest


def txtai(notes: Path, model: str) -> Callable[[], list[str]]:
    """Txtai with content and vectors."""
    from txtai import Embeddings

    embeddings = Embeddings(path=model, content=True)
    embeddings.index(["warm up"])

    def ingest() -> list[str]:
        chunks = _split(_texts(notes))
        embeddings.index(chunks)
        return chunks

    return ingest


def main() -> None:
    name, notes, model = sys.argv[1:4]
    ingest = {"langchain": langchain, "llamaindex": llamaindex, "txtai": txtai}[name](Path(notes), model)
    started, processor = time.perf_counter(), time.process_time()
    chunks = ingest()
    measured = {
        "seconds": time.perf_counter() - started,
        "processor": time.process_time() - processor,
        "pieces": len(chunks),
        "words": sum(len(chunk.split()) for chunk in chunks),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
