"""Is what was handed out still true? Ids found in files, numbers and readings compared with today's."""
