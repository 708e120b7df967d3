"""The spellings of a pack, made once."""

from huitoukan.engine.sheets.recognition.headers import Header
from huitoukan.engine.sheets.recognition.spellings import spellings_of
from huitoukan.policy import Pack


def test_spellings_are_made_once_for_a_pack(pack: Pack) -> None:
    assert spellings_of(pack) is spellings_of(pack)


def test_a_changed_pack_has_its_own_spellings(pack: Pack) -> None:
    changed = pack.model_copy(update={"kinds": {}})
    header = Header("身份证号")
    assert spellings_of(pack).claims(header).by_kind
    assert not spellings_of(changed).claims(header).by_kind
