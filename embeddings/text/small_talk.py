"""What people say in a chat that asks nothing of any notes: greetings, thanks, "lol", "who are you"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from embeddings.text.tokens import WIDE, fold

SmallTalk = Literal["about", "wrong", "thanks", "goodbye", "greeting", "acknowledgement"]
"""What it does: asks for help or who is there, complains, ... The first counts where several are said.
"""

_PHRASES: Mapping[SmallTalk, str] = {
    "about": """
        help, help me, help please, can you help, can you help me, how can you help, how can you help me,
        what can you help with, what can you help me with, what can i do here, who are you,
        who r u, what are you, what can you do, what do you do, what can i ask, what can i ask you,
        what should i ask, what do you know, how do you work, how does this work, how does it work,
        how do i use this, how do i use you, how do i use this bot, how does this bot work,
        what is this bot, are you a bot, are you a robot, are you human, are you real, are you an ai,
        are you chatgpt, are you there, who made you, introduce yourself, commands,
        what else can you do, tell me about yourself;
        hilfe, hilf mir, kannst du mir helfen, womit kannst du helfen, womit kannst du mir helfen,
        wobei kannst du mir helfen, wer bist du, was bist du, was kannst du, was machst du,
        wie funktionierst du, wie funktioniert das, bist du ein bot, bist du ein mensch;
        aide, aide moi, aidez moi, à l'aide, comment peux tu m'aider, en quoi peux tu m'aider,
        qui es tu, qui êtes vous, tu es qui, t'es qui,
        que sais tu faire, que peux tu faire, qu'est ce que tu sais faire, qu'est ce que tu peux faire,
        tu sers à quoi, comment ça marche, es tu un robot;
        ayuda, ayúdame, en qué puedes ayudarme, en qué me puedes ayudar, quién eres, qué eres,
        qué puedes hacer, qué sabes hacer, cómo funcionas,
        cómo funciona esto, eres un bot;
        ajuda, me ajuda, como você pode me ajudar, em que você pode me ajudar, quem é você, quem és tu,
        o que você faz, o que você pode fazer,
        o que podes fazer, como você funciona, como funciona isso, você é um robô;
        帮助, 帮帮我, 你能帮我什么, 你可以帮我什么, 你是谁, 你是什么, 你能做什么, 你可以做什么,
        你会做什么, 你会什么, 怎么用,
        你是机器人吗;
        ヘルプ, 助けて, 何を手伝えますか, 何を手伝ってくれますか, 誰ですか, あなたは誰,
        あなたは誰ですか, 君は誰, 何ができる, 何ができるの,
        何ができますか, 何ができるんですか, 使い方, 使い方を教えて, 使い方を教えてください;
        도움말, 도와줘, 도와주세요, 뭘 도와줄 수 있어, 무엇을 도와줄 수 있나요, 누구세요, 누구야,
        너 누구야, 너는 누구야, 당신은 누구입니까,
        뭐 할 수 있어, 뭘 할 수 있어, 무엇을 할 수 있나요, 뭐 할 줄 알아""",
    "wrong": """
        wrong, that's wrong, that is wrong, this is wrong, wrong answer, you're wrong, you are wrong,
        that's not right, that is not right, that's not true, not true, not right, incorrect,
        that's incorrect, that's not it, not what i asked, that's not what i asked,
        that is not what i asked, not what i meant, that's not what i meant,
        that doesn't answer my question, that's no answer, bad answer, bad bot, stupid bot, useless,
        that's useless, you're useless, you are useless, you're stupid, you are stupid, you suck,
        bot is useless, you're not helpful, you are not helpful, you're no help, you are no help,
        you don't help, not helpful, that's not helpful, unhelpful, wtf, are you sure, you sure,
        try again, that makes no sense, makes no sense, nonsense, bullshit, no it isn't;
        falsch, das ist falsch, stimmt nicht, das stimmt nicht, das ist nicht richtig, bist du sicher,
        quatsch, das habe ich nicht gefragt, unsinn, du bist nutzlos, du bist dumm, nutzlos;
        faux, c'est faux, ce n'est pas ça, c'est pas ça, ce n'est pas vrai, c'est pas vrai, tu es sûr,
        n'importe quoi, ce n'est pas ma question, tu es nul, t'es nul, tu ne sers à rien, inutile;
        eso está mal, está mal, eso no es correcto, no es correcto, incorrecto, es incorrecto,
        estás seguro, eso no es lo que pregunté, eres inútil, no sirves para nada;
        errado, está errado, isso está errado, não é isso, isso não está certo, tem certeza,
        você é inútil, inútil;
        不对, 错了, 这不对, 不是这个, 答错了, 你错了, 你确定吗;
        違う, 違います, 間違い, 間違ってる, 間違っています, そうじゃない;
        틀렸어, 틀렸어요, 틀렸습니다, 아니야, 그게 아니야, 아닌데요""",
    "thanks": """
        thanks, thank you, thank u, thanks a lot, thanks a bunch, thx, thnx, thanx, ty, tysm, tyvm,
        cheers, many thanks, thanks for the help, thanks for your help, thanks for helping,
        thank you for your help, thank you for the help, much appreciated, appreciated, i appreciate it,
        good bot, great answer, that helped, that helps, this helps;
        danke, danke schön, dankeschön, danke dir, vielen dank, besten dank, danke sehr,
        danke für die hilfe;
        merci, merci beaucoup, merci bien, merci à toi, mille mercis;
        gracias, muchas gracias, mil gracias;
        obrigado, obrigada, muito obrigado, muito obrigada, valeu;
        谢谢, 谢谢你, 多谢, 感谢, 非常感谢, 辛苦了;
        ありがとう, ありがとうございます, ありがとうございました, 感謝, どうもありがとう, 助かりました,
        サンキュー;
        감사합니다, 감사해요, 고마워, 고마워요, 고맙습니다, 땡큐""",
    "goodbye": """
        bye, bye bye, goodbye, good bye, see you, see ya, cya, see you later, later, good night, gn,
        have a nice day;
        tschüss, tschüß, auf wiedersehen, bis bald, bis später, gute nacht;
        au revoir, à bientôt, à plus, bonne nuit;
        adiós, hasta luego, hasta pronto, chao, buenas noches;
        tchau, até logo, até mais, boa noite;
        再见, 拜拜, 晚安;
        さようなら, またね, バイバイ, おやすみ, おやすみなさい;
        잘 가, 안녕히 계세요, 안녕히 가세요""",
    "greeting": """
        hi, hello, hey, heya, hiya, howdy, yo, sup, hi there, hello there, good morning, good afternoon,
        good evening, good day, morning, gm, greetings, how are you, how r u, how are you doing,
        how's it going, what's up, whats up, wassup, nice to meet you, anyone here, anybody here,
        anyone there;
        hallo, guten tag, guten morgen, guten abend, moin, servus, grüß gott, grüezi, na, wie geht's,
        wie geht es dir;
        bonjour, bonsoir, salut, coucou, ça va, comment ça va, comment vas tu;
        hola, buenas, buenos días, buenas tardes, qué tal, cómo estás;
        olá, oi, bom dia, boa tarde, tudo bem;
        你好, 您好, 嗨, 哈喽, 早上好, 早, 下午好, 晚上好, 大家好;
        こんにちは, こんばんは, おはよう, おはようございます, やあ, はじめまして, もしもし;
        안녕, 안녕하세요, 하이, 여보세요""",
    "acknowledgement": """
        ok, okay, k, kk, okey, alright, all right, cool, nice, great, good, awesome, amazing, perfect,
        excellent, wow, lol, lmao, rofl, xd, hmm, hm, mhm, uh, um, oh, ah, aha,
        oops, yes, yeah, yep, yup, no, nope, nah, sure, got it, i see, makes sense, that makes sense,
        understood, never mind, nevermind, nvm, sorry, my bad, no problem, np, no worries,
        +1, you're welcome, fine, interesting, well done, good job, nice one, fair enough, indeed, right,
        that's right, correct, true, exactly, maybe, whatever, idk, i don't know, let's go, please, pls,
        plz, good to know, brb, omg;
        ja, nein, doch, gut, super, toll, prima, klasse, alles klar, verstanden, genau, richtig, na gut,
        stimmt, schade, entschuldigung, achso, ach so, bitte;
        oui, non, d'accord, parfait, génial, mdr, ptdr, ah bon, désolé, compris, très bien;
        sí, vale, de acuerdo, genial, perfecto, bueno, claro, entendido, lo siento,
        muy bien;
        sim, não, legal, beleza, perfeito, kkkk, rs, entendi, certo, muito bem, desculpa;
        好, 好的, 嗯, 嗯嗯, 哈哈, 哈哈哈, 知道了, 明白了, 是的, 对, 行, 没事, 不错, 厉害;
        はい, いいえ, うん, 了解, 了解です, わかった, わかりました, 分かりました, なるほど, すごい,
        いいね, オーケー, すみません, ごめん;
        네, 예, 아니요, 응, 알겠습니다, 알겠어요, 알았어, 좋아, 좋아요, ㅋㅋ, ㅋㅋㅋ, ㅎㅎ, 대박,
        그렇군요""",
}
_ALONE = frozenset(
    phrase.strip()
    for phrase in """
        +1, 1, this, same, same here, me too, this one too, so much this;
        dito, ebenso, ich auch, genau das; idem, pareil, moi aussi; igual, yo también; eu também;
        同上, 同意, 我也是, 顶; 同じく, 同意です, それな, 私も; 동의, 동의합니다, 저도요, 나도
    """.replace(";", ",").split(",")
)
"""What agrees with somebody where nothing else is said: beside other words each may mean a thing."""
_AROUND = """
    there all everyone everybody guys team folks so very much man mate dude bro bot buddy friend please
    pls for a lot again and but well just then now your answer this that was is it its too really you u
    to me my oh ah and alle zusammen sehr für ihr und dann et toi vous tous todos muy y e todo 啊 呀 哦
    了 吧 啦 你 您 们 我 很 真 ね よ さん
"""
"""Words that stand beside such phrases and change nothing."""
_MOST = 14
"""Words: what is longer says more."""
_UNIT = re.compile(rf"[{WIDE}]|(?:(?![{WIDE}_])\w)+(?:['’](?:(?![{WIDE}_])\w)+)*")
EMOTICON = re.compile(
    r"(?<!\w)(?:[:;=8xX]['’]?-?(?:[DPpOo3Ss]|[()\[\]/|*]+)|(?<!<)<+/?3+|\\?o/|[Oo]\.[Oo]|T_T)(?!\w)"
)
"""A face or a sign made of letters and marks."""
_LAUGHTER = re.compile(r"(?:[hj][aei]|ah){2,}h?")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


def _units(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded; of Chinese and Japanese the letters; "soooo" is "so"."""
    found = (unit.replace("'", "").replace("’", "") for unit in _UNIT.findall(fold(text)))
    return tuple(_DRAWN_OUT.sub(r"\1", unit) for unit in found)


_BY_WORDS: dict[tuple[str, ...], SmallTalk] = {
    _units(phrase): kind
    for kind, phrases in reversed(tuple(_PHRASES.items()))
    for phrase in re.split("[,;]", phrases)
    if phrase.strip()
}
_LANGUAGES = ("en", "de", "fr", "es", "pt", "zh", "ja", "ko")
"""Those of the phrases above, in their order."""
_LANGUAGE_OF: dict[tuple[str, ...], str] = {
    _units(phrase): language
    for phrases in _PHRASES.values()
    for language, part in reversed(tuple(zip(_LANGUAGES, phrases.split(";"), strict=True)))
    for phrase in part.split(",")
}
_LONGEST = max(map(len, _BY_WORDS))
_FILLERS = frozenset(_units(_AROUND))


def small_talk(text: str) -> SmallTalk | None:
    """Return what a text does that is small talk and nothing else; None for any other."""
    if fold(text).strip(" .!^\n") in _ALONE:
        return "acknowledgement"
    units = _units(EMOTICON.sub(" ", text))
    if not 0 < len(units) <= _MOST:
        return None
    said = set(_said(units))
    return None if "" in said else next((kind for kind in _PHRASES if kind in said), None)


def language_of_small_talk(text: str) -> str | None:
    """Return the code of the language of what a text begins with, where it is small talk; None else."""
    if small_talk(text) is None:
        return None
    units = _units(EMOTICON.sub(" ", text))
    begins = (units[:length] for length in range(min(_LONGEST, len(units)), 0, -1))
    return next(filter(None, map(_LANGUAGE_OF.get, begins)), None)


def _said(units: tuple[str, ...]) -> Iterator[SmallTalk | Literal[""]]:
    """Yield the kind of each phrase, the longest at each place; "" for a word that is of none."""
    place = 0
    while place < len(units):
        for length in range(min(_LONGEST, len(units) - place), 0, -1):
            kind = _BY_WORDS.get(units[place : place + length])
            if kind is not None:
                yield kind
                place += length
                break
        else:
            if _LAUGHTER.fullmatch(units[place]):
                yield "acknowledgement"
            elif units[place] not in _FILLERS:
                yield ""
                return
            place += 1
