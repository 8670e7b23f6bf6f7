"""Raw report files in, cells located on the statutory form out. Nothing is interpreted here."""
