"""Pictures on their way from a lecturer's screen to a text."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import InvalidError, PictureNotFoundError
from chalicelib.services import pictures
from tests.fakes.pictures import PICTURE, FakePictureStore, png
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock

UPLOAD = "b" * 32


@pytest.fixture
def store() -> FakePictureStore:
    return FakePictureStore()


def test_every_upload_has_a_place_of_its_own(store: FakePictureStore) -> None:
    names, clock = CountingIdentifiers(), FakeClock()
    uploads = [
        pictures.begin_upload("image/png", pictures=store, identifiers=names, clock=clock)
        for _ in range(2)
    ]
    assert uploads[0].upload_id != uploads[1].upload_id


def test_only_pictures_may_be_uploaded(store: FakePictureStore) -> None:
    with pytest.raises(InvalidError):
        pictures.begin_upload(
            "image/svg+xml", pictures=store, identifiers=CountingIdentifiers(), clock=FakeClock()
        )


def test_a_good_upload_is_kept_under_the_name_of_its_bytes(store: FakePictureStore) -> None:
    store.uploads[UPLOAD] = PICTURE.data
    assert pictures.keep_picture(UPLOAD, pictures=store) == PICTURE
    assert pictures.keep_picture(UPLOAD, pictures=store) == PICTURE
    assert list(store.kept) == [PICTURE.picture_id]


def test_what_is_no_picture_is_not_kept(store: FakePictureStore) -> None:
    store.uploads[UPLOAD] = b"<html>"
    with pytest.raises(InvalidError):
        pictures.keep_picture(UPLOAD, pictures=store)
    assert not store.kept


def test_an_upload_that_never_came_is_named(store: FakePictureStore) -> None:
    with pytest.raises(PictureNotFoundError):
        pictures.keep_picture(UPLOAD, pictures=store)


def test_an_address_is_given_for_each_picture(store: FakePictureStore) -> None:
    names = [PICTURE.picture_id, UPLOAD]
    assert list(pictures.addresses_of(names, pictures=store)) == names


@pytest.mark.parametrize("names", [["../evidence/x"], [UPLOAD] * (pictures.MAX_ADDRESSES + 1)])
def test_no_other_object_can_be_addressed(store: FakePictureStore, names: list[str]) -> None:
    with pytest.raises(InvalidError):
        pictures.addresses_of(names, pictures=store)


def test_a_picture_is_what_its_name_says(store: FakePictureStore) -> None:
    store.uploads[UPLOAD] = png(shade=7)
    assert pictures.keep_picture(UPLOAD, pictures=store).picture_id != PICTURE.picture_id
