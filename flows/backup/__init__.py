"""`akimwatch backup` and `akimwatch restore`: everything that cannot be made anew, copied whole and proved whole.

In the folder of backups lie `archive`, which only grows, and one folder a backup (`backup-20261127T030000Z`) with the
warehouse, the tables and settings of the installation and `backup.json`, which names the SHA-256 of every file.
"""
