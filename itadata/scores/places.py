"""Where units lie: the provinces, and the place that tells units of one name apart."""

import re
from functools import lru_cache

from itadata.thai import matching_key, unit_name

_PREFIX = re.compile(r"^(?:จังหวัด|จ\.) ?(?=\S)")
# The official abbreviation of each province, before its name.
_BY_ABBREVIATION = dict(
    re.findall(
        r"(\w+) (\S+)",
        "กทม กรุงเทพมหานคร กบ กระบี่ กจ กาญจนบุรี กส กาฬสินธุ์ กพ กำแพงเพชร ขก ขอนแก่น จบ "
        "จันทบุรี "
        "ฉช ฉะเชิงเทรา ชบ ชลบุรี ชน ชัยนาท ชย ชัยภูมิ ชพ ชุมพร ชร เชียงราย ชม เชียงใหม่ ตง ตรัง "
        "ตร ตราด "
        "ตก ตาก นย นครนายก นฐ นครปฐม นพ นครพนม นม นครราชสีมา นศ นครศรีธรรมราช นว นครสวรรค์ "
        "นบ นนทบุรี นธ นราธิวาส นน น่าน บก บึงกาฬ บร บุรีรัมย์ ปท ปทุมธานี ปข ประจวบคีรีขันธ์ "
        "ปจ ปราจีนบุรี ปน ปัตตานี อย พระนครศรีอยุธยา พย พะเยา พง พังงา พท พัทลุง พจ พิจิตร พล "
        "พิษณุโลก "
        "พบ เพชรบุรี พช เพชรบูรณ์ พร แพร่ ภก ภูเก็ต มค มหาสารคาม มห มุกดาหาร มส แม่ฮ่องสอน ยส "
        "ยโสธร "
        "ยล ยะลา รอ ร้อยเอ็ด รน ระนอง รย ระยอง รบ ราชบุรี ลบ ลพบุรี ลป ลำปาง ลพ ลำพูน ลย เลย "
        "ศก ศรีสะเกษ สน สกลนคร สข สงขลา สต สตูล สป สมุทรปราการ สส สมุทรสงคราม สค สมุทรสาคร "
        "สก สระแก้ว สบ สระบุรี สห สิงห์บุรี สท สุโขทัย สพ สุพรรณบุรี สฎ สุราษฎร์ธานี สร สุรินทร์ "
        "นค หนองคาย นภ หนองบัวลำภู อท อ่างทอง อจ อำนาจเจริญ อด อุดรธานี อต อุตรดิตถ์ อน อุทัยธานี "
        "อบ อุบลราชธานี",
    )
)
PROVINCES = frozenset(_BY_ABBREVIATION.values())
_BY_KEY = {matching_key(name): name for name in PROVINCES} | _BY_ABBREVIATION


def province_named(text: str) -> str | None:
    """The province that a text is the name or the abbreviation of, "จ." before it or not."""
    return _BY_KEY.get(province_key(text))


@lru_cache(maxsize=32_768)
def province_key(name: str) -> str:
    """A key of a province's name without the word for it, in any spelling."""
    key = matching_key(_PREFIX.sub("", name.strip()))
    return key.removeprefix(matching_key("จังหวัด"))


def abbreviation_of(province: str) -> str:
    """The abbreviation of a province, "ชม" for จังหวัดเชียงใหม่; "" where it is none."""
    name = province_named(province)
    return next((short for short, of in _BY_ABBREVIATION.items() if of == name), "")


def place_key(place: str) -> str:
    """A key that is the same for every way to write a place: จังหวัดเชียงใหม่, จ.เชียงใหม่, ชม."""
    return matching_key(province_named(place) or province_key(place))


def unit_label(unit: str, place: str | None) -> str:
    """The name of a unit, with its place in brackets where the name does not say it."""
    name = unit_name(unit)
    return f"{name} ({place})" if place and place_key(place) not in matching_key(unit) else name
