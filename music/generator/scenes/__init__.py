"""What the covers show: one scene per piece, in the order of the pieces."""

from scenes import calm, lively, sad, tense

SCENES = {"lively": lively.SCENES, "tense": tense.SCENES, "sad": sad.SCENES, "calm": calm.SCENES}
