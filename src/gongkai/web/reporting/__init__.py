"""The annual report of an organ: counted from the ledger, told, checked, signed, published. Figures come from nowhere else."""
