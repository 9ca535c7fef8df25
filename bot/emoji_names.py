"""Several names of one emoji: whichever somebody types, Slack tells of a reaction by the first."""

from __future__ import annotations

_OTHERS = {
    "+1": "thumbsup", "-1": "thumbsdown", "hankey": "poop shit", "facepunch": "punch", "hand": "raised_hand",
    "the_horns": "sign_of_the_horns", "middle_finger": "reversed_hand_with_middle_finger_extended",
    "crossed_fingers": "hand_with_index_and_middle_fingers_crossed", "phone": "telephone", "book": "open_book",
    "memo": "pencil", "boom": "collision", "email": "envelope", "bee": "honeybee", "dolphin": "flipper",
    "feet": "paw_prints", "moon": "waxing_gibbous_moon", "izakaya_lantern": "lantern", "hocho": "knife",
    "car": "red_car", "boat": "sailboat", "laughing": "satisfied", "runner": "running", "shirt": "tshirt",
    "mans_shoe": "shoe", "exclamation": "heavy_exclamation_mark", "star-struck": "grinning_face_with_star_eyes",
    "zany_face": "grinning_face_with_one_large_and_one_small_eye", "exploding_head": "shocked_face_with_exploding_head",
    "shushing_face": "face_with_finger_covering_closed_lips", "face_vomiting": "face_with_open_mouth_vomiting",
    "face_with_raised_eyebrow": "face_with_one_eyebrow_raised", "mostly_sunny": "sun_small_cloud",
    "barely_sunny": "sun_behind_cloud", "partly_sunny_rain": "sun_behind_rain_cloud", "tornado": "tornado_cloud",
    "lightning": "lightning_cloud", "cn": "flag-cn", "de": "flag-de", "es": "flag-es", "fr": "flag-fr",
    "gb": "uk flag-gb", "it": "flag-it", "jp": "flag-jp", "kr": "flag-kr", "ru": "flag-ru", "us": "flag-us",
}  # fmt: skip
_FIRST = {other: name for name, others in _OTHERS.items() for other in others.split()}


def first_name(name: str) -> str:
    """The name by which Slack tells of it; a skin tone is no other emoji."""
    plain = name.partition("::")[0]
    return _FIRST.get(plain, plain)
