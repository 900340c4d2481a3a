"""The page คะแนน ITA: its view and headline, the notes beside the charts, the tables."""
