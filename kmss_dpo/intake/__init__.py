"""Reading what comes from outside: message files and lists of public holidays."""
