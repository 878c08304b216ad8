import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.segment import sentences, words

# A bar stands where one sentence ends and the next begins, in place of the white space between them;
# two bars where there is none.
SENTENCES = {
    "plain": "The talks failed.|Both sides blamed the other.",
    "question and exclamation": "Who won?|Nobody did!|It was a draw.",
    "no stop at the end": "The talks failed.|Read the full article here",
    "heading without a stop": "What we know so far",
    "title": "Mr. Smith met Dr. Jones.|They spoke.",
    "military title": "Gen. Ivanov and Lt. Col. Petrov agreed.|Sen. Brown did not.",
    "title in capitals": "MR. SMITH RESIGNED.|NOBODY WEPT.",
    "title with a hyphen": "The Lt.-Gov. Kathy Hill won.|She smiled.",
    "common noun like a title": "He is a sales rep.|Business is slow.",
    "initials": "J. K. Rowling and J.R.R. Tolkien sold well.|George W. Bush did not.",
    "initial with a hyphen": "J.-P. Sartre refused.|The prize went elsewhere.",
    "initial after a by": "A report by A. Smith was late.|So was ours.",
    "a label is no initial": "There was a Plan B.|Officials used it.",
    "vitamin": "He took vitamin C.|Doctors shrugged.",
    "pronoun": "She is taller than I.|Bob is not.",
    "initial before a starter": "We stop at Section V.|The rest is dull.",
    "country inside": "The U.S. Navy and the U.K. Treasury were told.|Neither replied.",
    "country at the end": "He moved to the U.S.|He never came back.",
    "country before a quotation": "He moved to the U.S.|“It was cold,” he said.",
    "country possessive": "The U.S.’s allies and the U.N.’s envoys left.|They came back.",
    "city with initials": "Lawyers in Washington, D.C. Superior Court filed it.|It was refused.",
    "company inside": "Apple Inc. Chief Executive Tim Cook and Brown & Co. lawyers met.|They agreed.",
    "company at the end": "She sold shares in Apple Inc.|The price fell.",
    "junior": "Martin Luther King Jr. Day is on Monday.|It is a holiday.",
    "saint": "They met in St. Petersburg on Main St.|The mood was good.",
    "morning": "It began at 9 a.m. Monday and ended at 5.30 p.m. Eastern time.|Nobody slept.",
    "afternoon at the end": "It ended at 5 p.m.|The crowd went home.",
    "month": "It happened on Jan. 5 and again on Sept. 12.|Then it stopped.",
    "month at the end": "The law takes effect in Jan.|It will be reviewed.",
    "number": "No. 10 said no.|Nos. 3 and 4 agreed.",
    "no as an answer": "The answer was no.|Yes came later.",
    "no before I": "My answer is no.|I will not go.",
    "page and figure": "See p. 5, pp. 7-9 and Fig. 3.|Then Vol. II and art. 4.",
    "circa": "It was built c. 1900 by monks.|It burned.",
    "versus": "In Roe v. Wade and Brown vs. Board the court ruled.|It later changed.",
    "latin": "Fruit, e.g. Apples, i.e. Malus, sells.|Nuts, etc. do not.",
    "et cetera at the end": "They sell fruit, nuts, etc.|The shop is small.",
    "and others": "Smith et al. found nothing.|We did.",
    "degree": "Jane Doe, Ph.D. of Leeds, agreed.|She has a Ph.D.|It took years.",
    "unit": "The wall is 6 ft. high and 40 lbs. heavy.|It stands.",
    "decimals and money": "It cost $3.5 million, or 2.1%.|That is 0.5 more.",
    "time with a point": "The train left at 10.30 and came at 11:45.|It was late.",
    "web address": "Write to a.b@example.com or see www.example.com/a.html today.|Thank you.",
    "version": "Python 3.11.7 came out.|It was fine.",
    "year": "That was in 2003.|20 people came.",
    "enumerator": "1. The first point.|It matters.",
    "lettered enumerator": "a. The first point.|It matters.",
    "ellipsis inside": "Well... he did not know.|She did.",
    "ellipsis at the end": "He did not know...|She did.",
    "ellipsis as one character": "He did not know…|She did… not.",
    "four dots": "He left....|She stayed.",
    "spaced dots": "It was . . . nothing.|It was . . .|Then it was not.",
    "ellipsis opens": "He left.|...And then she left.",
    "omission in brackets": "“Bohr [...] used the analogy.”|He did.",
    "doubtful mark": "He is 40 (?) or so (!) Years pass.|They do.",
    "stacked marks": "What?!|Really!!!|Yes.",
    "curly quotation": "“We will go.”|The room was silent.",
    "stop within quotation": "“We will go.|We will not return.”|He left.",
    "attribution": "“We will go,” he said.|Nobody answered.",
    "question asked": "“Will you go?” asked Kim.|Nobody answered.",
    "question he said": "“Will you go?” he said.|Nobody answered.",
    "question a name asked": "“Will you go?” Ms. Kim Lee asked.|Nobody answered.",
    "shout and a new sentence": "“Go!”|The crowd went.",
    "shout and another quotation": "“Go!”|“No!”",
    "straight quotation": '"We will go."|He left.|"Fine."',
    "quotation ends with a country": "“I love the U.S.”|Smith left.",
    "nickname": "Christopher “B.I.G.” Wallace sang.|He died.",
    "quotation in quotation": "“He said, ‘Go.’”|She went.",
    "scare quotes": "Kim called ties a “sacred mission.”|Then he left.",
    "stop outside": "Kim called ties a “sacred mission”.|Then he left.",
    "brackets": "He left (see Fig. 2).|(She stayed.)|They met again.",
    "brackets in brackets": "(It was so [he says].)|Fine.",
    "footnote mark": "It was so.[12]|Others differ.¹|Some do not.*|Fine.",
    "two footnote marks": "It was so.[1][2]|Others differ. [3]|Fine.",
    "flattened footnote": "It was late.12|Others differ.",
    "footnote after a country": "He moved to the U.S.[3]|Officials shrugged.",
    "volume is no footnote": "It is in vol.12 Part one.|Look there.",
    "year is no ordinal": "Das war 2003.|Oktober kam.",
    "brand with a small letter": "They launched it.|iPhone sales rose.",
    "brand with a mark": "He left Yahoo! Finance last year.|It shrank.",
    "dash": "“Stop!” — he shouted.|Nobody did.",
    "emoji": "Great!|🎉 Then we left. 🎉",
    "missing space stays": "The war.Kim said so.|Fine.",
    "verse": "Roses are red|Violets are blue",
    "chinese": "他走了。||我也走了！||真的？||是的",
    "chinese quotation": "“你好。”他说。||然后他走了。",
    "chinese two quotations": "“你好。”||“再见！”||他走了。",
    "chinese straight quotation": '他走了。||"再见。"||他走了。',
    "chinese with an ascii mark": "真的吗?||是的!||好。",
    "japanese": "彼は「行く。」と言った。||それから帰った。",
    "japanese brackets": "雨だ（本当だ）。||「行こう！」||彼は出た。",
    "full-width decimal": "３．５％です。||はい。",
    "korean": "그는 갔다.|나도 갔다.|정말?",
    "arabic": "هل أنت بخير؟|نعم، أنا بخير.|شكرا.",
    "arabic title": "قال د. محمد إنه بخير.|شكرا.",
    "urdu": "وہ گیا۔|میں بھی گیا۔",
    "hindi": "राम घर गया।|सीता आई।||क्या?",
    "hindi without space": "राम घर गया।||सीता आई॥",
    "arabic semicolon is no stop": "ذهب؛ ثم عاد.|شكرا.",
    "burmese": "သူ သွားတယ်။||ငါ လည်း သွားတယ်။",
    "khmer": "គាត់ទៅ។||ខ្ញុំទៅ៕",
    "thai": "ยายบอกว่า|น้ำขึ้นให้รีบตัก",
    "thai repetition": "คนต่าง ๆ มา",
    "thai and numbers": "มี 3 คน|เขาไป",
    "tibetan": "བཀྲ་ཤིས།||བདེ་ལེགས།",
    "ethiopic": "ሰላም።||እንዴት ነህ።",
    "hindi title": "डॉ. शर्मा आए।|वे बैठे।",
    "spanish": "¿Qué pasa?|¡Nada! —dijo él.|El Sr. García y la Dra. Ruiz callan.",
    "spanish country": "Vive en EE.UU. desde 2010.|No volverá.",
    "french": "« Oui. »|Puis M. Dupont et Mme. Curie partirent.|Quoi ?|Rien !",
    "german": "„Nein.“|Am 3. Oktober kam Hr. Schmidt, d.h. Peter, z.B. mit ihr.|»Gut.«|Das war es.",
    "russian": "«Да.»|Он ушёл, т.е. А. С. Пушкин.|Она осталась.",
}


@pytest.mark.parametrize("marked", SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences_end_where_a_reader_would_say(marked: str) -> None:
    joint = "\n" if marked.startswith("Roses") else " "
    expected = [part for part in marked.split("|") if part]
    text = marked.replace("||", "").replace("|", joint)
    assert [text[start:end] for start, end in sentences(text)] == expected


WORDS = {
    "Don’t stop, it's 'fine'.": "Don’t stop it's fine",
    "state-of-the-art — spill-over": "state-of-the-art spill-over",
    "The U.S. and J.K. Rowling at 5 p.m. today": "The U.S. and J.K. Rowling at 5 p.m. today",
    "$3.5 million, 1,000,000 at 10:30 on 24/7": "3.5 million 1,000,000 at 10:30 on 24/7",
    "AT&T & R&D": "AT&T R&D",
    "snake_case ___": "snake_case",
    "so.¹ So km² it is.[12]": "so So km² it is 12",
    "end. Next,then;last": "end Next then last",
    "cafe\u0301 na\u0308ive": "cafe\u0301 na\u0308ive",
    "राम घर गया।": "राम घर गया",
    "هل أنت بخير؟": "هل أنت بخير",
    "می\u200cخواهم بروم": "می\u200cخواهم بروم",
    "世界。": "世 界",
    "東京タワーへ行く": "東京 タワー へ 行 く",
    "人々": "人 々",
    "나는 AI가 좋다.": "나는 AI가 좋다",
    "2024年": "2024 年",
    "น้ำ": "น้ำ",
    "น้ำขึ้นให้รีบตัก": "น้ำ ขึ้น ให้รีบตัก",
    "เด็กจะไปทำงาน": "เด็กจะ ไปทำ งาน",
    "ต่าง ๆ": "ต่าง ๆ",
    "ພາສາລາວ": "ພາສາລາວ",
    "မြန်မာစာ": "မြန် မာ စာ",
    "人工智能": "人 工 智 能",
    "学校の図書館でコーヒーを飲む。": "学校 の 図書館 で コーヒー を 飲 む",
    "हिन्दी में त्रिशूल": "हिन्दी में त्रिशूल",
    "שָׁלוֹם לכולם": "שָׁלוֹם לכולם",
    "👩‍👩‍👧 🎉🎉 ❤️ 👍🏽 🇬🇧🇫🇷": "👩‍👩‍👧 🎉 🎉 ❤️ 👍🏽 🇬🇧 🇫🇷",
    "— … “” | ─── ": "",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words_are_what_a_reader_would_mark(text: str, expected: str) -> None:
    assert [text[start:end] for start, end in words(text)] == expected.split()


LATIN = 'Kim said U.S. J. 5 12 no. p.m. The I i ’s e\u0301 é . ... … ? ! ” “ " ( ) » - _ [1] ¹'
OTHER = "。 ！ ． 。」 他 说 と है । ، ؟ 🎉 \u200d"
SPACES = [" ", " ", " ", " ", " ", "\n", "\u00a0"]
PIECES = st.sampled_from([*LATIN.split(), *OTHER.split(), *SPACES])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


def assert_sentences_partition(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert start < end
        assert not text[at:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert text.find("\n", start, end) < 0
        at = end
    assert not text[at:].strip()


def assert_words_partition(text: str) -> None:
    at = 0
    for start, end in words(text):
        assert at <= start < end
        assert not any(_is_letter(char) for char in text[at:start])
        at = end
    assert not any(_is_letter(char) for char in text[at:])


@given(TEXTS)
def test_sentences_hold_every_character_that_is_not_white_space_once(text: str) -> None:
    assert_sentences_partition(text)


@given(TEXTS)
def test_words_hold_every_letter_once_and_lie_in_order(text: str) -> None:
    assert_words_partition(text)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lo", "Nd"}


@given(TEXTS)
def test_a_word_lies_within_one_sentence(text: str) -> None:
    spans = sentences(text)
    for start, end in words(text):
        assert any(first <= start and end <= last for first, last in spans)


@given(TEXTS)
def test_no_word_begins_with_what_belongs_to_the_character_before_it(text: str) -> None:
    for start, _ in words(text):
        assert not unicodedata.category(text[start]).startswith("M")
        assert text[start] != "\u200d"


# Each would take minutes, not a second, if a rule looked at the text again for every stop.
HOSTILE = [
    ". ",
    ".",
    "? ",
    "\n",
    "a. ",
    "(.",
    "a.”",
    "Aa? ",
    "。",
    '。"と',
    "a'",
    "[1",
    "“",
    ". .",
    "a.[1] ",
    '。",',
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_huge_paragraph_of_one_thing_repeated_is_still_cut_well(piece: str) -> None:
    text = piece * 100_000
    assert_sentences_partition(text)
    assert_words_partition(text)
