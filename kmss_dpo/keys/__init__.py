"""The key file: who may open the register, by passphrase, recovery key or keychain."""
