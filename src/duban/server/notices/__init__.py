"""Who is told what, when and how: inbox, digest, mail, webhook, calendar feed."""
