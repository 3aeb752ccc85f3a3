"""Every figure of a strategy: the one entry to ``indicators``."""

from __future__ import annotations

from indicators.results import Figures, Forecast, InCollection, IndicatorFigures, Reason, RollUp

__all__ = ["Figures", "Forecast", "InCollection", "IndicatorFigures", "Reason", "RollUp"]
