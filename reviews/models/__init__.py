from reviews.models.papers import CommitteePaper, PaperImplication

__all__ = ["CommitteePaper", "PaperImplication"]
