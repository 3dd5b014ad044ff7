"""Text as the model knows it, and the way back: each character's place in the original."""

EMOJI = {
    **dict.fromkeys("😂🤣😄😅😆😁😹", " haha "),
    **dict.fromkeys("🙄😒😑😤", " ugh "),
    **dict.fromkeys("😡🤬😠👿", " angry "),
    **dict.fromkeys("😢😭😞😔☹🥺😿", " sad "),
    **dict.fromkeys("💔", " hurt "),
    **dict.fromkeys("❤💕💜💙💚🧡💛💗💖🥰😍💞", " love "),
    **dict.fromkeys("😘💋", " kiss "),
    **dict.fromkeys("😊🙂☺😀😃🤗", " happy "),
    **dict.fromkeys("😴💤", " tired "),
    **dict.fromkeys("😰😟😨😱", " scared "),
    "🙃": " right ",
    "🙏": " please ",
    "🤡": " clown ",
    "👏": " clap ",
    "👍": " ok ",
    "💀": " dead ",
}
"""The encoder knows no emoji, so each becomes a word that it knows."""

PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "\0": " "}


def normalise(text: str) -> tuple[str, list[int]]:
    """The text in plain signs, and for each of its characters the code point it came from."""
    out: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for plain in EMOJI.get(sign) or PLAIN.get(sign, sign):
            out.append(plain)
            places.append(place)
    return "".join(out), places
