"""The kind of thing that a question asks for, in every language that questions are read in."""

from __future__ import annotations

import pytest

from embeddings.answer.question import analyse
from embeddings.answer.score import holds_answer_type


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # How much it costs
        ("combien ça coûte, une bouée ?", "price"),
        ("was kostet eine Boje?", "price"),
        ("cuánto cuesta una boya", "price"),
        ("quanto custa uma boia", "price"),
        ("quanto costa una boa?", "price"),
        ("浮標一個多少錢", "price"),
        ("부표 가격이 얼마야", "price"),
        # How many
        ("quantos sensores o porto tem", "number"),
        ("quanti sensori ha il porto?", "number"),
        ("wie lange hielt der Sensor?", "number"),
        ("港口有幾個感測器", "number"),
        ("부표가 몇 개야", "number"),
        ("센서 얼마나 빨라졌어?", "number"),
        ("港の社員数は？", "number"),
        ("港口的人數", "number"),
        ("항구 직원 수는?", "number"),
        ("数は力なり、とは", "text"),
        ("quelle version de la bouée utilisent-ils ?", "number"),
        ("which version of the buoy do they use", "number"),
        # Who
        ("quem falou do farol?", "who"),
        ("chi ha parlato del faro?", "who"),
        ("quién habló del faro", "who"),
        ("燈塔是誰講的", "who"),
        ("등대 발표 누가 했어?", "who"),
        ("what's the speaker's name", "who"),
        ("who was the speaker?", "who"),
        ("which speakers like lamps", "who"),
        ("what did the speaker say about lamps?", "text"),
        ("the speaker's opinion of lamps", "text"),
        ("what is said of people who buy lamps?", "text"),
        ("the guy who spoke about lamps", "who"),
        ("qu'est-ce qui a été dit sur les lampes ?", "text"),
        ("une lampe qui tourne", "text"),
        ("qui a parlé des lampes ?", "who"),
        ("présenté par qui ?", "who"),
        ("tu sais qui a parlé des lampes ?", "who"),
        ("c'était qui ?", "who"),
        ("how many lamps did the speaker show?", "number"),
        # When
        ("quando abriu o porto?", "when"),
        ("¿a qué hora cierra el puerto?", "when"),
        ("a che ora chiude il porto?", "when"),
        ("港口什麼時候開放", "when"),
        ("등대 발표 몇 시였지", "when"),
        ("항구는 언제 열어?", "when"),
        # Where
        ("onde fica o farol", "where"),
        ("dove si trova il faro", "where"),
        ("등대는 어디에 있어?", "where"),
        # What is handed over
        ("등대 발표 슬라이드 있어?", "slides"),
        ("燈塔那場的投影片", "slides"),
        ("등대 영상", "recording"),
        ("dame el enlace del faro", "link"),
        ("what is the github file size limit?", "text"),
        ("the video content of the lamps", "text"),
        ("who played at replay 2024?", "who"),
        ("session replay for lamps", "text"),
        # A figure of what is elsewhere handed over
        ("what share of videos never start?", "number"),
        ("cuánto deben durar los vídeos", "number"),
        ("how many slides did they show?", "number"),
        ("how many talks have a recording?", "recording"),
        # Words inside others, or of another language
        ("블링크 앱", "text"),
        ("為什麼沒發現資料被偷", "text"),
        ("灯台の発表資料", "slides"),
        # Nothing of these
        ("parlami del faro", "text"),
        ("燈塔的光", "text"),
        ("등대의 빛", "text"),
        ("what did the chi-squared test show?", "text"),
    ],
)
def test_the_kind_of_thing_is_told_in_every_language(text: str, wanted: str) -> None:
    assert analyse(text).answer_type == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "holds"),
    [
        ("el puerto tiene cuatro sensores", "number", True),
        ("o porto tem sete boias", "number", True),
        ("il porto ha dieci boe", "number", True),
        ("센서는 세 가지입니다", "number", True),
        ("有兩種感測器", "number", True),
        ("el puerto tiene sensores", "number", False),
        ("부표는 하나에 3만원입니다", "price", True),
        ("la entrada es gratis", "price", True),
        ("el puerto es caro", "price", False),
        ("등대는 3시에 켜집니다", "when", True),
        ("灯台は海野さんが話した", "who", True),
        ("灯台の話", "who", False),
    ],
)
def test_what_answers_is_told_by_the_same_languages(text: str, wanted: str, holds: bool) -> None:
    assert holds_answer_type(text, wanted) is holds  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "whether", "which"),
    [
        ("등대 발표 있었어?", True, False),
        ("灯台のセッションあった？", True, False),
        ("有沒有講燈塔", True, False),
        ("c'era un talk sul faro?", True, False),
        ("hubo alguna charla del faro", True, False),
        ("qué contaron en la charla del faro", False, False),
        ("qué boya usan", False, True),
        ("港口用什麼感測器", False, True),
        ("무슨 센서를 썼어", False, True),
    ],
)
def test_yes_or_no_and_one_of_a_kind_are_told_in_every_language(
    text: str, whether: bool, which: bool
) -> None:
    question = analyse(text)
    assert (question.asks_whether, question.asks_which) == (whether, which)
