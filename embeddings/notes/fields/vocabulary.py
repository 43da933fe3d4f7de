"""Words that notes of conferences share, in several languages: facts of language, not of anyone's notes."""

from __future__ import annotations

from embeddings.text.markdown_words import words


def _entries(text: str) -> frozenset[str]:
    return frozenset(" ".join(words(entry)) for entry in text.replace("\n", " ").split(";"))


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in text.split(";"))


def _single(text: str) -> frozenset[str]:
    return frozenset(text.split())


SECTIONS = _entries(
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

NO_NAME = _single(
    """
    the a an and or of for with without in on at to from by as is are was be how why what when where who
    which this that these those your our my their its it we you i not no do does did can will vs via per
    about into over under introduction intro overview notes note session sessions talk talks keynote
    keynotes workshop panel demo summary abstract agenda links link resources references questions
    question answer answers web client server service services cloud data open source software hardware
    api apis gateway database databases machine learning deep intelligence artificial security network
    networks computing system systems application applications app apps code coding design engineering
    development testing test tests performance architecture infrastructure platform platforms
    microservices serverless container containers kubernetes docker linux windows java javascript
    typescript python golang react angular node amazon aws google microsoft azure apple facebook netflix
    ibm oracle intel nvidia redhat github gitlab aurora dynamodb sagemaker bedrock spark hadoop kafka
    redis postgres postgresql mysql mongodb elasticsearch terraform ansible jenkins git unix android ios
    html css sql http rest graphql day days week month year monday tuesday wednesday thursday friday
    saturday sunday january february march july august september october november december morning
    afternoon evening night today tomorrow new next best good better great first second third last key
    main top big small fast real modern advanced practical building making using getting going doing case
    study studies use cases lessons learned part chapter section step module pros cons problem problems
    solution solutions results conclusion conclusions takeaways team teams company project projects
    product products management manager engineer engineers developer developers user users customer
    customers business enterprise startup room hall stage track main conference conf summit meetup event
    events online live video videos slides recording youtube twitter website blog post article book paper
    future history principles patterns practices tools tool tips tricks guide tutorial basics fundamentals
    essentials framework library language languages quick start high low level more less all other misc
    general final thoughts discussion qa faq todo welcome closing opening lunch break dinner breakfast
    coffee everything nothing something never always some any every each only just like time times way
    ways thing things people world life work working issue issues color colors colour colours visual text
    image images page pages site sites web mobile desktop browser browsers frontend backend fullstack
    stack function functions functional object objects type types typed static dynamic async event-driven
    driven distributed parallel concurrent scalable scaling scale production pipeline pipelines deployment
    deployments release releases delivery integration continuous automation automated monitoring
    observability logging metrics tracing debugging profiling optimization optimisation caching cache
    storage memory disk file files format formats protocol protocols standard standards model models
    training inference agent agents prompt prompts vector search engine engines index query queries
    analytics analysis science scientific research study survey report review reviews community
    communities culture diversity inclusion accessibility usability experience experiences interface
    interfaces interaction design designer designing writing reading learning teaching education school
    student students career careers hiring leadership leading growth strategy strategies marketing sales
    finance financial banking payments health healthcare government public private legal privacy ethics
    ethical trust safety risk risks attack attacks threat threats incident incidents response recovery
    backup migration migrating legacy modernization modernizing monolith refactoring quality clean agile
    scrum lean kanban devops devsecops platform-engineering reliability resilience resilient chaos cost
    costs budget energy green sustainable sustainability climate space game games gaming music art arts
    news media social virtual augmented reality robot robots robotics hardware embedded iot edge sensor
    sensors device devices vehicle vehicles city smart digital transformation innovation economy society
    human humans women men kids children family home office remote hybrid global local international
    national european american asian african world-wide europe america asia africa africa china india
    japan germany france spain italy london paris berlin tokyo vegas york francisco lightning remarks info
    information description details example examples level speaker speakers presenter author
    """
)
"""Words that stand in no person's name."""

NOBODY = _single("tbd tba tbc unknown anonymous none various several many me myself everyone nobody see n-a")
"""What stands after "Speaker:" where nobody is named."""

COMPANY = _single(
    """
    inc ltd llc gmbh corp corporation company labs lab studio studios interactive systems technologies
    technology tech group university université universität universidad college institute foundation bank
    software solutions consulting media networks games gaming health healthcare analytics digital partners
    ventures capital academy school library libraries museum works cloud security data ai io research
    services insurance energy robotics logistics airlines motors press news agency council ministry
    hospital council association collective collaborative consortium archives archive heritage center
    centre museums society trust office department cooperative coop freelance independent open source team
    project mozilla google amazon aws microsoft apple facebook meta netflix ibm oracle intel nvidia
    twitter github gitlab spotify airbnb uber stripe shopify elastic mongodb confluent hashicorp
    databricks snowflake cisco vmware salesforce adobe sap siemens bosch 公司 科技 大学 集团 银行 数据
    智能 实验室 株式会社
    """
)
"""Words that a company's or an institution's name ends with, or is."""

ORGANISATION = _single(
    """
    university universität université universidad università universidade
    universiteit uniwersytet hochschule fachhochschule hochschulen bank bankhaus banque banco banca sparkasse
    volksbank stadtwerke stadt landkreis institut institute institutt instituto istituto fundación fondation
    fondazione fundação stiftung ministerium ministry ministère ministerio ministero ministério laboratoire
    laboratorio école escola escuela facultad faculté fakultät lehrstuhl département departamento gesellschaft
    verein verband bundesamt landesamt radio groupe grupo gruppo agence agencia agenzia association
    asociación société sociedad compagnie company
    """
)
"""Words that open the name of an organisation, and no person's."""

LEGAL_FORMS = _single(
    """
    AG SA SE AB AS SL KK BV NV KG KGaA UG OY Oy SAS SRL SARL OHG GbR GmbH mbH Ltda LLP PLC Pty Srl Sàrl SpA
    ApS Kft Zrt
    """
)
"""Legal forms that end a company's name, in these letters: in others, some are names of people."""

SCHOOLS = _single("TU TH FH HTW HAW ETH EPFL RWTH KIT PH HS")
"""What universities are called by their first letters; in small letters some are names."""

JOBS = _single(
    """
    engineer engineers developer developers architect scientist analyst consultant consultants consulting
    evangelist advocate manager director researcher strategist technologist designer freelancer specialist
    officer administrator programmer writer tester lecturer owner maintainer entwickler entwicklerin berater
    beraterin ingenieur ingenieurin wissenschaftler wissenschaftlerin ingénieur ingénieure développeur
    développeuse consultante chercheur chercheuse desarrollador desarrolladora ingeniero ingeniera
    desenvolvedor desenvolvedora engenheiro engenheira sviluppatore sviluppatrice ingegnere
    """
)
"""Words that end what somebody is by trade; names of families that were trades once are not among them."""

ARTICLES = _single("ein eine einen einem einer eines der die das une uma um")
"""Articles that open no name; where they stand in one ("van der Berg"), another word opens it."""

PARTICLES = _single("van von de der den di da del della la le el al bin ben ter ten dos das du y e af zu")
"""Words in lower case that belong to a name ("Madeline van der Berg")."""

GIVEN = _single(
    """
    ada adela aditya ajay akash alba amelie anjali annika ashwin audrey bea bianca britta camila chandra
    clemens cory deepak deepika divya ebba edith eduard elif elin elise ellie emre enzo esra faye fredrik
    gaurav gemma gita greta gunnar harper henrik ida ilona imran inga iris iva jasmine jemma jens jiri
    josephine jude kamal karan kavita kazuki khalid kiran klara kofi krishna lina ludovic luna mahesh
    malik manish manoj marek mariam martijn mathilde meera mel milena mirjam mohit nate naveen neeraj
    nikhil nikola nisha olena orla padma pallavi petros pooja pradeep prakash pranav puja rachael radek
    rahul rakesh rania rashid reuben rina rohan rohit roisin rory sachin saeed sahil samira sana sanjeev
    santiago satish selma shashank shreya shruti siddharth sigrid siobhan sneha solveig stefania sudha
    suresh svetlana swati tariq tatsuya tejas thea tomoko tove uday umesh valeria vidya vinay vishal
    wiktor yash yasmine yusuf zara zeynep zuzana aaron abby abdul abigail adam adrian adriana agnes ahmed
    aidan aisha akira alan albert alberto alec alejandro alessandro alex alexa alexander alexandra alexei
    alexis alfred ali alice alicia alina alison allan allen allison alvaro amanda amber amelia amin amir
    amit amy ana anand anastasia anders andre andrea andreas andrei andres andrew andrey andy angel angela
    angelo angie anil anita ann anna anne annie anthony antoine anton antonio anya april ariel arjun armin
    arnaud arne arnold arthur arun ash asher ashley ashok astrid aurelie austin axel barbara barry bart
    bastien beatrice beatriz ben benjamin benoit bernard bernd beth bettina betty bill bjorn bob bobby
    boris brad bradley brandon brenda brendan brent brett brian bridget brittany brooke bruce bruno bryan
    byron caitlin caleb camille carl carla carlo carlos carmen carol carolina caroline carolyn carrie
    catherine cathy cecilia cedric celine cesar chad charlene charles charlie charlotte chen chloe chris
    christa christian christina christine christoph christophe christopher cindy claire clara clark claude
    claudia claus clement cliff colin conor connor corey courtney craig cristina curtis cynthia daisy
    damian damien dan dana daniel daniela daniele danielle danny darius darren darya dave david dawn dean
    deb deborah denis denise dennis derek devon diana diane didier diego dieter dimitri dirk dmitri dmitry
    dominic dominik dominique don donald donna doris dorothy doug douglas duncan dustin dylan ed eddie
    edgar eduardo edward edwin eileen elaine elena eli elias elisa elizabeth ella ellen elliot elsa emil
    emilia emilie emily emma emmanuel enrique eric erica erik erika erin ernest esther ethan eugene eva
    evan eve evelyn fabian fabien fabio fatima federico felicia felipe felix fernando fiona florence
    florian frances francesca francesco francis francisco francois frank franz fred frederic frederick
    gabe gabriel gabriela gareth gary gavin gene geoff geoffrey george georgia gerald gerard gina giovanni
    giulia glen glenn gloria gordon grace graham grant greg gregor gregory guillaume gustavo guy hanna
    hannah hans harold harry hassan heather hector heidi helen helena henri henry herbert hiroshi holger
    holly howard hugh hugo ian ibrahim igor ilya ines ingrid irene irina isaac isabel isabella isabelle
    ivan jack jackie jacob jacqueline jacques jaime jake james jamie jan jane janet janice jared jason
    javier jay jean jeff jeffrey jen jenna jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy
    jin joan joanna joanne joao joe joel joerg johan johann johanna johannes john johnny jon jonas
    jonathan jordan jorge jose josef joseph josh joshua joy joyce juan juanita judith judy julia julian
    juliana julie julien juliette julio jun jurgen justin justine kai karen karim karin karl karla kate
    katherine kathleen kathryn kathy katie katrin kay keith kelly kelsey ken kenji kenneth kent kevin kim
    kimberly kirk klaus kristen kristin kristina kumar kurt kyle lakshmi lara larry lars laura lauren
    laurence laurent lawrence lea leah lee lei lena leo leon leonard leonardo leslie li liam lieven lila
    lili lillian linda lindsay lindsey linus lisa liu liz lloyd logan lois lorenzo lorna louis louise luca
    lucas lucia lucie lucy luigi luis luisa lukas luke lydia lynn madeline mads magnus maja malcolm manuel
    marc marcel marcelo marcin marco marcos marcus margaret maria mariana marianne marie marina mario
    marion mark markus marta martha martin martina mary mateusz mathias mathieu matt matteo matthew
    matthias matthieu maureen maurice mauricio max maxime maya megan mehdi mei melanie melinda melissa
    mercedes meredith michael michal michel michele michelle miguel mihai mika mike mikhail milan mina
    ming miriam mohamed mohammad mohammed molly mona monica monika morgan moritz muhammad murat nadia
    nadine nancy naomi natalia natalie natasha nathalie nathan nathaniel neal ned neha neil nelson
    nicholas nick nicola nicolas nicole niels nigel nikita niklas nikolai nils nina ning noah noel nora
    norman olaf ole oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pam pamela paolo
    pascal pat patricia patrick paul paula paulo pavel pedro peggy penny per pete peter petra phil philip
    philipp philippe phillip pierre piotr priya quentin rachel rafael raj rajesh ralf ralph ram ramon
    randy raphael raul ravi ray raymond rebecca reza ricardo rich richard rick rita rob robert roberta
    roberto robin rodrigo roger roland rolf roman romain ron ronald rosa rose ross roxanne roy ruben
    rudolf rui russell ruth ryan sabine sabrina sally sam samantha samir samuel sandra sandy sanjay sara
    sarah sasha scott sean sebastian sebastien selina serge sergei sergey sergio seth shane shannon sharon
    shaun shawn sheila shirley silvia simon simona simone sofia sonia sophia sophie stacy stan stanley
    stefan stefanie stella stephan stephane stephanie stephen steve steven stuart sue sunil susan susanne
    suzanne sven sylvain sylvia sylvie tadeusz takashi tamara tanja tanya tara tatiana taylor ted teresa
    terry theo theresa thibault thierry thomas tiffany tilman tim timo timothy tina tobias toby todd tom
    tomas tomasz tommy tony tracy travis trevor tristan troy tyler ulrich ulrike uma urs ursula uwe
    valentin valerie vanessa vera veronica veronika victor victoria vijay vikram vincent viola virginia
    virginie vivek vivian vladimir wade walter wang wanda warren wayne wei wendy werner will william wim
    wolfgang xavier xin yan yana yang yann yannick yasmin yi ying yolanda yong yosuke yuki yuri yvonne
    zach zachary zhang zoe
    """
)
"""Common given names of many countries; to have none of them is no evidence against a name."""

SURNAMES = _single(
    "欧阳 司马 诸葛 上官 司徒 夏侯 皇甫 尉迟 歐陽 司馬 諸葛 "
    "王 李 张 張 刘 劉 陈 陳 杨 楊 赵 趙 黄 黃 周 吴 吳 徐 孙 孫 胡 朱 高 林 何 郭 马 馬 罗 羅 梁 宋 郑"
    " 鄭 谢 謝 韩 韓 唐 冯 馮 于 董 萧 蕭 程 曹 "
    "袁 邓 鄧 许 許 傅 沈 曾 彭 吕 呂 苏 蘇 卢 盧 蒋 蔣 蔡 贾 賈 丁 魏 薛 叶 葉 阎 閻 余 潘 杜 戴 夏 钟"
    " 鐘 鍾 汪 田 任 姜 范 方 石 姚 谭 譚 廖 "
    "邹 鄒 熊 金 陆 陸 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 顧 侯 邵 孟 龙 龍 万 萬 段 雷 钱 錢 汤 湯 尹 黎"
    " 易 常 武 乔 喬 贺 賀 赖 賴 龚 龔 文 "
    "庞 龐 樊 兰 蘭 殷 施 陶 洪 翟 安 颜 顏 倪 严 嚴 牛 温 溫 芦 季 俞 章 鲁 魯 葛 伍 韦 韋 申 尤 毕 畢"
    " 聂 聶 丛 焦 向 柳 邢 路 岳 齐 齊 梅 莫 庄 莊 辛 管 祝 左 "
    "涂 谷 祁 时 舒 耿 牟 卜 詹 关 關 苗 凌 费 費 纪 紀 靳 盛 童 欧 歐 甄 项 項 曲 成 游 阳 裴 席 卫 衛"
    " 查 屈 鲍 鮑 位 覃 霍 翁 隋 植 甘 景 薄 单 包 司 柏 宁 柯 阮 桂 闵 "
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 清水 "
    "斎藤 林 山崎 森 池田 橋本 阿部 石川 "
    "山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 "
    "金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 "
    "和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 "
    "丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 "
    "岩崎 菅原 木下 久保 佐野 野村 松尾 市川 菊地 杉本 古川 島田 水野 桜井 高野 吉川 山内 西田 飯田 "
    "菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 服部 東 岩田 土屋 川崎 "
    "福島 本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大西 松岡 馬場 浜田 森本 矢野 浅野 松下 "
    "星野 大久保 吉岡 小池 野田 荒木 大谷 松浦 熊谷 黒田 尾崎 永田 川村 望月 堀 松村 田辺 菅野 荒井"
)
"""Common family names in Chinese and Japanese writing."""

NO_CJK_NAME = tuple(
    _single(
        """
        时间 时候 时代 时序 時間 時代 高级 高度 高速 高性能 安全 安装 关于 关系 关键 方法 方案 方式 方面
        方向 金额 金融 白色 马上 任何 任务 常见 常用 成为 成本 成功 程序 程度 温度 江湖 万物 石油 云端
        云计算 华为 谢谢 易用 于是 从此 何时 何为 项目 解决 解释 计划 计算 文件 文档 文章 全部 全球 全新
        简单 简介 平台 平时 平均 应用 应该 包括 包含 管理 管道 强大 强调 路由 路径 路线 原因 原理 原則
        向量 毕竟 毕业 水平 周期 周末 舒适 曾经 支持 东西 东京 東京 関係 関連 関数 関心 東海 東西 内容
        温泉 明天 明年 古代 双方 都是 史上 麻烦 龙头 盛大 宁可 祝贺 万一 夏天 季度 上海 上手 上午 和平
        应对 黄金 计数 元素 元数据 元编程 边界 边缘 干货 游戏 游记 景点 单元 单机 尚未 冷启动 红包 红色
        连接 连续 步骤 都市 车间 通过 通用 宣传 平面 程式 項目 計画 計算 方程
        """
    )
)
"""Plain words of Chinese and Japanese that begin with the sign of a family name."""

SPEAKER_WORDS = _phrases(
    """
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
    スピーカー; 登壇; 発表;
    プレゼンター; 話し手; 話者; パネリスト
    """
)
"""What many languages call those who speak, before a colon: nothing here is of a note taker or an author."""

SPEAKER_SIGNS = "👤👥🎤🎙🗣🧑👩👨🙋🧔👱"
"""Pictures that stand before the name of who speaks."""

SECTIONS |= frozenset(
    " ".join(words(word)) for word in SPEAKER_WORDS - {"panel", "moderation", "host", "podium"}
)
"""Headings of parts of a talk, as ``words`` folds them."""

KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배"
    "백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추"
)
"""Common family names in Korean, each the first of mostly three syllables."""
