"""Making a register: where, passphrase, recovery kit, whose it is, how long things are kept, done."""
