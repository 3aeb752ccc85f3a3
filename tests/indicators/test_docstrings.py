import doctest
import importlib
import pkgutil

import pytest

import indicators

MODULES = [module.name for module in pkgutil.iter_modules(indicators.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_worked_examples_of_the_docstrings_hold(name):
    module = importlib.import_module(f"indicators.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", ["progress", "trend", "student", "arrays", "terms", "rollup"])
def test_every_formula_has_a_worked_example(name):
    module = importlib.import_module(f"indicators.{name}")
    assert doctest.testmod(module).attempted > 0
