"""What the parts of a talk are called."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import entries
from embeddings.notes.fields.vocabulary.speakers import SPEAKER_WORDS
from embeddings.text.markdown_words import words

SECTIONS = entries(
    """
    abstract; notes; note; my notes; raw notes; session notes; talk notes; live notes; key notes; links;
    link; useful links; resources; resource; references; reference; further reading; reading; questions;
    question; q a; q and a; qa; q a session; questions answers; questions and answers; audience questions;
    introduction; intro; summary; tl dr; tldr; conclusion; conclusions; takeaways; takeaway; take aways;
    take away; key takeaways; key takeaway; key points; main points; key ideas; main ideas; highlights;
    learnings; key learnings; lessons learned; lessons; what i learned; what you ll learn; what youll learn;
    outline; agenda; overview; background; context; motivation; problem; the problem; problems;
    problem statement; solution; the solution; solutions; approach; results; result; demo; demos; live demo;
    example; examples; case study; case studies; use cases; use case; architecture; design; implementation;
    details; description; about; about the speaker; about the speakers; about the talk; about me; speaker;
    speakers; presenter; presenters; bio; speaker bio; slides; slide deck; video; videos; recording;
    recordings; talk; the talk; transcript; thoughts; my thoughts; opinion; comments; commentary; review;
    discussion; action items; action points; actions; todo; to do; next steps; future; future work;
    what s next; whats next; why; what; how; who; when; where; who am i; who are we; tools; tool; books;
    book; papers; people; tips; tricks; best practices; benefits; advantages; disadvantages; pros; cons;
    pros and cons; challenges; limitations; history; features; faq; misc; miscellaneous; other; others;
    wrap up; recap; appendix; glossary; definitions; terminology; follow up; follow ups; photos; images;
    pictures; quotes; more; more info; more information; further information; additional resources; related;
    related links; related work; credits; key concepts; concepts; basics; setup; getting started;
    installation; usage; metadata; info; information; main takeaways; main takeaway; final thoughts;
    closing thoughts; closing; general; general notes; misc notes; other notes; random notes; random links;
    one more thing; topics; topic; format; general impressions; impressions; body; main; content; idea;
    ideas; recommendations; stats; numbers; code; hands on; exercise; exercises; rating; verdict;
    aob; a o b; any other business; open points; open issues; open questions; minutes; attendees; apologies;
    offene punkte; offene fragen; sonstiges; verschiedenes; nächste schritte; teilnehmer; protokoll; divers;
    points divers; points ouverts; prochaines étapes; puntos abiertos; asuntos varios; otros asuntos;
    ruegos y preguntas; próximos pasos; outros assuntos; pontos em aberto; próximos passos; varie;
    varie ed eventuali; prossimi passi; rondvraag; w v t t k; 다음 단계; 其他事项;
    其他事項; 下一步;
    personal notes; feedback; remarks; sources; announcements; playlist; youtube; twitter; tweets; roadmap;
    timeline; goals; goal; requirements; prerequisites; questions from the audience; résumé; présentation;
    présentation du conférencier; liens; liens utiles; ressources; notes personnelles; à propos; exemples;
    exemple; démo; contexte; problème; questions réponses; points clés; à retenir; mon avis; avis;
    en résumé; pour aller plus loin; conférencier; conférenciers; retour; bilan; sommaire; zusammenfassung;
    einleitung; einführung; fragen; fragen und antworten; fazit; ausblick; hintergrund; notizen; quellen;
    beispiele; beispiel; vortragender; vortragende; referent; referenten; folien; aufzeichnung; inhalt;
    verweise; weiterführende links; diskussion; lösung; resumen; introducción; preguntas;
    preguntas y respuestas; enlaces; notas; conclusiones; conclusión; recursos; ejemplos; contexto; ponente;
    ponentes; resumo; introdução; perguntas; notas pessoais; conclusão; diapositivas; riassunto; domande;
    risorse; esempi; conclusioni; samenvatting; vragen; conclusie; bronnen; 摘要; 简介; 簡介; 介绍; 介紹;
    笔记; 筆記; 总结; 總結; 问答; 問答; 链接; 連結; 参考; 參考; 参考资料; 參考資料; 背景; 结论; 結論; 小结;
    小結; 讲者; 講者; 讲师; 講師; 议程; 心得; 提问; 提問; 引言; 前言; 前情提要; 重点; 重點; 影片; 投影片;
    其他; 其它; 写在最后; 寫在最後; 后记; 後記; 结语; 結語;
    共筆; 簡報; 相關連結; 講者簡介; 议题简介; 議題簡介; 问题; 問題; 方案; 解决方案; 實作; 实现; 架构; 架構;
    案例; 效果; 现场问答; 观众提问; 讲者介绍; 講者介紹; 演讲笔记; 感受; 收获; 收穫; 概要; はじめに; まとめ;
    質疑応答; 質問; リンク; 参考文献; 感想; 所感; メモ; 登壇者; 発表者; スライド; 自己紹介; 資料; 動画;
    課題; おわりに; 最後に; アジェンダ; 内容; 発表資料; 発表内容; 関連リンク; 参考リンク; 背景と課題; 結果;
    考察; ポイント; キーポイント; 発表概要; 登壇資料; 会場の質問; 学び; 메모; 노트; 정리; 요약; 소개; 개요;
    서론; 발표자 소개; 연사 소개; 자기소개; 질문; 질의응답; 결론; 마무리; 마치며; 들어가며; 느낀 점; 느낀점;
    후기; 소감; 총평; 생각; 링크; 자료; 발표 자료; 발표자료; 참고; 참고자료; 참고 자료; 목차; 배경; 내용;
    예제; 배운 점; заметки; мои заметки; аннотация; введение; вступление; вопросы; вопросы и ответы;
    вопросы из зала; выводы; вывод; итоги; итог; заключение; ссылки; полезные ссылки; материалы; слайды;
    видео; запись; о докладе; о спикере; о докладчике; примеры; пример; содержание; конспект; тезисы;
    впечатления; обсуждение; нотатки; питання; питання та відповіді; висновки; посилання; вступ; приклади;
    notatki; wstęp; wprowadzenie; pytania; pytania i odpowiedzi; wnioski; podsumowanie; linki; przykłady;
    źródła; o prelegencie; poznámky; úvod; otázky; dotazy; závěr; shrnutí; odkazy; příklady; anteckningar;
    inledning; frågor; slutsatser; sammanfattning; länkar; exempel; noter; indledning; spørgsmål;
    konklusion; opsummering; eksempler; muistiinpanot; johdanto; kysymykset; yhteenveto; linkit; notlar;
    giriş; sorular; soru cevap; sonuç; özet; bağlantılar; örnekler; kaynaklar; aantekeningen; notities;
    inleiding; vragen en antwoorden; conclusies; voorbeelden; resumé; ideas clave; puntos clave; opinión;
    mi opinión; descripción; sobre el ponente; sobre la ponente; detalles; lo que aprendí;
    ideias principais; pontos principais; pontos chave; perguntas e respostas; referências;
    sobre o palestrante; sobre a palestrante; minhas notas; anotações; slides e vídeo; mis notas; appunti;
    domande e risposte; punti chiave; introduzione; conclusione; collegamenti; persönliche notizen;
    meine notizen; kernaussagen; wichtigste punkte; meinung; meine meinung; über den referenten;
    über die referentin; abschluss; mes notes; prise de notes; le talk; le sujet; la présentation;
    ce que j en retiens; ce que je retiens; notes de talk
    """
)

SECTIONS |= frozenset(
    " ".join(words(word)) for word in SPEAKER_WORDS - {"panel", "moderation", "host", "podium"}
)
"""Headings of parts of a talk, as ``words`` folds them."""
