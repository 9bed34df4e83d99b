"""The values that flow through the house: frozen, validated, without I/O."""
