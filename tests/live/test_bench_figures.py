"""How the bench compares two versions on a machine that is busy with other things too."""

from live_bench.figures import Bar, Figure


def test_a_ratio_is_that_of_the_pair_in_the_middle():
    """One pair that was taken while the machine was busy says nothing of the version."""
    figure = Figure([20, 30, 900], before=[40, 60, 100])
    assert figure.ratio == 0.5
    assert str(figure) == "    60 ->    30  (0.50)"


def test_a_version_alone_is_shown_alone():
    assert str(Figure([20, 30, 900])) == "    30"


def test_a_bar_is_met_or_not():
    assert str(Bar("bytes", 7.05, 7.09, "{:.2f} MB")).endswith("at most   7.09 MB   met")
    assert str(Bar("bytes", 7.10, 7.09, "{:.2f} MB")).endswith("NOT MET")
