"""Three versions of a rule file: what two people changed becomes one file, rule by rule and key by key."""
