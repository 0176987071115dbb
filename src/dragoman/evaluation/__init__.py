"""How well the reader reads: its records beside gold files. In: folders of gold. Out: figures, faults, calibration."""
