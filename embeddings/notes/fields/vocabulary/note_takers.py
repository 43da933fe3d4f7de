"""What announces who took the notes, in front of a name; folded, hyphens as spaces."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import phrases

BEFORE_A_NAME = phrases(
    """
    noted by; notes by; notes taken by; notes written by; scribed by; minutes by; minutes taken by;
    notes de; notes prises par; notes par; prise de notes par; noté par;
    notizen von; notiert von; mitschrift von; mitgeschrieben von; protokoll von;
    notas de; notas por; notas tomadas por; apuntes de; apuntes por; anotado por; notas da; notas do;
    appunti di; appunti presi da; note di; notities van; genoteerd door;
    anteckningar av; notater av; noter af; notował; notowała; записал; записала
    """
)
"""Those that name somebody with or without a colon."""

BEFORE_A_COLON = phrases(
    """
    note taker; note takers; notetaker; notetakers; note taking; scribe; scribes; minute taker;
    prise de notes; protokollant; protokollantin; notatki; заметки;
    记录; 记录人; 记录者; 笔记; 记录员; 記錄; 記錄人; 記錄者; 筆記; 筆記者;
    記録; 記録者; 記録係; ノート担当; メモ担当; 기록; 기록자; 노트 작성자; 작성자
    """
)
"""Those that begin a sentence elsewhere."""
