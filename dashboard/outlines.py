"""Where countries lie: outlines and centres by ISO code, read from a package, never fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from countryinfo import CountryInfo, CountryNotFoundError, all_countries

Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map. ``rings`` are its outlines, empty where none is known."""

    code: str
    centre: tuple[float, float]
    rings: tuple[Ring, ...]
    subregion: str

    @property
    def extent(self) -> float:
        """How far it stretches, in degrees; 0 without an outline."""
        if not self.rings:
            return 0.0
        east = [point[0] for ring in self.rings for point in ring]
        north = [point[1] for ring in self.rings for point in ring]
        return max(max(east) - min(east), max(north) - min(north))

    @property
    def geometry(self) -> dict[str, Any]:
        """As GeoJSON."""
        return {"type": "MultiPolygon", "coordinates": [[ring] for ring in self.rings]}


@cache
def country(code: str) -> Country | None:
    """The country of an ISO code of two letters; None where there is none, as for ``REG``."""
    try:
        info = CountryInfo(code)
    except (CountryNotFoundError, ValueError):
        return None
    return _country(info) if info.iso(2) == code else None


@cache
def around(codes: frozenset[str]) -> tuple[Country, ...]:
    """The countries with an outline in the same parts of the world as ``codes``, these left out."""
    known = [found for code in sorted(codes) if (found := country(code))]
    subregions = {one.subregion for one in known if one.subregion}
    everyone = [found for info in all_countries() if (found := _country(info))]
    return tuple(
        one
        for one in everyone
        if one.subregion in subregions and one.rings and one.code not in codes
    )


def _country(info: CountryInfo) -> Country | None:
    centre = next((at for at in (info.latlng(), info.capital_latlng()) if _is_point(at)), None)
    if centre is None:
        return None
    latitude, longitude = centre[:2]
    features = info.geo_json().get("features", [])
    return Country(
        code=info.iso(2),
        centre=(longitude, latitude),
        rings=tuple(ring for feature in features for ring in _rings(feature["geometry"])),
        subregion=info.subregion() or "",
    )


def _is_point(at: Sequence[object] | None) -> bool:
    """False for the few countries whose place the package gives in another shape, or not at all."""
    return at is not None and len(at) > 1 and all(isinstance(part, int | float) for part in at[:2])


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    """The outer rings, turned clockwise, which is how Vega tells inside from outside."""
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return [_clockwise(polygon[0]) for polygon in polygons]


def _clockwise(ring: Ring) -> Ring:
    turned = sum(
        (after[0] - before[0]) * (after[1] + before[1])
        for before, after in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    return ring if turned > 0 else ring[::-1]
