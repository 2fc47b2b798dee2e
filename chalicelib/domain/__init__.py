"""The rules of an invigilated exam: pure values and functions, standard library only."""
