"""`akimwatch read --explain` and `--html`: a reading shown to a person, field by field, with the words that decided."""
