"""Other readers of calendars, which ours is compared with. None of their code is ours."""
