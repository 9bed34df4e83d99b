"""How the shipped ranking weights are made: samples out of the pipeline, a linear model over them, its calibration."""
