"""The sample web: seven invented news sites on loopback, in the true shape of real ones. Nothing on them happened."""
