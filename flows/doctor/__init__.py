"""`akimwatch doctor`: whether everything that a run, a letter and the service need is in order, one room a module."""
