"""What announces those who speak."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import phrases

SPEAKER_WORDS = phrases(
    """
    quem; wer; qui; quién; chi; кто; kto;
    speaker; presenter; panelist; panellist; panel; moderator; host; guest; podium; gast; gäste; invité;
    invitée; invités; invitées; invitado; invitada; convidado; convidada; convidados; panelista; panelistas;
    mediador; mediadora; moderador; moderadora; modérateur; modératrice; moderatore; moderatrice; パネラー;
    ゲスト; 패널; 토론자; instructor; lecturer; who;
    presented by; presentation by; talk by; given by; hosted by; keynote by; session by;
    tutorial by; workshop by; lead by; led by; held by; delivered by;
    author and speaker; facilitator; facilitated by;
    intervenant; intervenante; conférencier; conférencière; orateur; oratrice; présenté par;
    présentée par; présentateur; présentatrice; animé par; animée par; animateur; animatrice;
    referent; referentin; referenten; vortragender; vortragende; sprecher; sprecherin; redner; rednerin;
    vortrag von; moderation; moderatorin; gehalten von;
    impartida por; impartido por; dictada por; a cargo de; ministrada por; ministrado por; moderated by;
    vorgetragen von; präsentiert von; moderiert von; a cura di; tenuto da; verzorgd door; proposé par;
    ponente; orador; oradora; oradores; expositores; conferenciante; presentado por; presentada por;
    charlista; expositor; expositora; ponencia de; charla de; palestrante; apresentador; apresentadora;
    apresentado por; conferencista; relatore; relatrice; relatori; presentato da; oratore; spreker;
    spreekster; gepresenteerd door; presentator; inleider; ponent; ponents; conferenciant; xerrada de;
    talare; talarna; föredragshållare; presentatör; foredragsholder; foredragsholdere; oplægsholder;
    taler; talere; foredragshaldar; presentert av; presenterad av; presenteret af; puhuja; puhujat;
    esiintyjä; esittäjä; fyrirlesari; prelegent; prelegentka; prelegenci; mówca; wykładowca; prowadzący;
    prowadząca; přednášející; přednáší; řečník; řečnice; mluvčí; prednášajúci; prednáša; rečník;
    predavatelj; predavateljica; predavač; predavačica; govornik; govornica; govorec; előadó; előadók;
    előadja; vorbitor; vorbitori; prezentator; lector; pranešėjas; pranešėja; runātājs; esineja; kõneleja;
    konuşmacı; konuşmacılar; sunan; sunucu; moderatör; folës; hizlari; pembicara; penyaji; narasumber;
    pemateri; penceramah; penyampai; diễn giả; người trình bày; tagapagsalita; mzungumzaji;
    ομιλητής; ομιλήτρια; ομιλητές; εισηγητής; εισηγήτρια; παρουσιαστής; докладчик; докладчица;
    докладчики; спикер; спикеры; выступающий; выступающие; ведущий; ведущая; лектор; автор доклада;
    доповідач; доповідачка; доповідачі; спікер; спікерка; спікери; лекторка; говорител; лектори; докладчик;
    презентатор; предавач; предавачи; говорник; дакладчык; говорител; баяндамашы;
    דובר; דוברת; דוברים; מרצה; מרצים; מציג; מציגה; מנחה; المتحدث; المتحدثة; المتحدثون; المتحدثين; متحدث;
    متحدثة; المحاضر; المحاضرة; محاضر; المقدم; مقدم; سخنران; سخنرانان; ارائه دهنده; مقرر; مقررین; वक्ता;
    प्रस्तुतकर्ता; वक्तागण; प्रस्तोता; वक्ते; বক্তা; উপস্থাপক; பேச்சாளர்; பேச்சாளர்கள்; వక్త; ವಕ್ತಾರ;
    പ്രഭാഷകൻ; വക്താവ്; વક્તા; ਬੁਲਾਰਾ; ผู้บรรยาย; วิทยากร; ผู้พูด; ผู้นำเสนอ; ວິທະຍາກອນ; វាគ្មិន;
    მომხსენებელი; სპიკერი; զեկուցող; բանախոս; илтгэгч; 발표자; 연사; 강연자; 강사; 스피커; 진행자; 발표;
    讲者; 講者; 演讲者; 演講者; 讲师; 講師; 主讲; 主讲人; 主講; 主講人; 主持; 主持人; 嘉宾; 嘉賓;
    与谈; 與談; 与谈人; 與談人; 分享者; 分享人; 演讲人; 演講人; 报告人; 報告人; 登壇者; 発表者; 講演者; 司会;
    分享讲师; 分享講師; 分享嘉宾; 分享嘉賓; 演讲嘉宾; 演講嘉賓; 主讲嘉宾; 演讲讲师;
    スピーカー; 登壇; 発表; 講演; お話; トーク; 演讲; 演講; 강연;
    プレゼンター; 話し手; 話者; パネリスト
    """
)
"""What many languages call those who speak, before a colon: nothing here is of a note taker or an author."""

SPEAKER_SIGNS = "👤👥🎤🎙🗣🧑👩👨🙋🧔👱"
"""Pictures that stand before the name of who speaks."""
