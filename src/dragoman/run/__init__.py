"""Many documents on one machine: order is kept, and one that fails does not stop the others."""
