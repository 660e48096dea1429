"""The rules of W-06 as pure code: the state machine, the dates, the ballot, the hosts to ask, the rule versions."""
