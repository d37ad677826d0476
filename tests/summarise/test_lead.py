from workbench.model import SummarySentence
from workbench.summarise.lead import by_lead


def test_the_first_that_may_be_chosen(article_of):
    article = article_of(
        ("title", "The title has more than five words"),
        ("paragraph", "Too short.", "The port city was flooded.", None, "The army sent four boats."),
    )
    assert by_lead(article, 2).sentences == (SummarySentence("s3", 1.0), SummarySentence("s5", 0.5))
    assert by_lead(article, 9).method == "lead"
