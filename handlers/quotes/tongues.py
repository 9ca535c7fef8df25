"""How German and French say who speaks: their cues, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """How a language says who speaks."""

    cues: str  # an alternation
    helpers: str  # what may stand before the cue ("a", "hat")
    after: str  # what may stand between cue and name
    pronouns: dict[str, str]  # pronoun -> m, f or ""
    articles: str
    according: str
    turned: str  # a cue with its pronoun inside ("a-t-il ajouté")
    roles: str  # the ends of words that are roles before a name


def _either(words: str) -> str:
    """An alternation of words; an underscore stands for a space."""
    return "|".join(word.replace("_", " ") for word in words.split())


TONGUES = {
    "de": Tongue(
        cues=_either(
            """
            sagte sagt sagten erklärte erklärt betonte betont meinte meint schrieb schreibt twitterte warnte
            warnt forderte fordert kritisierte kritisiert erzählte erzählt berichtete berichtet antwortete
            fragte fragt rief ergänzte ergänzt fügte versicherte versichert behauptete behauptet lobte kündigte
            teilte äußerte räumte mahnte mahnt so heißt_es hieß_es zitierte verteidigte urteilte entgegnete
            sprach glaubt findet nannte nennt bezeichnete bezeichnet gesagt erklärt geschrieben
            """
        ),
        helpers=_either("hatte hat habe"),
        after=r"(?:(?:am|im|dem) \w+ |(?:dazu|später|auch|dagegen|weiter|nun|zudem) |der \w+ gegenüber |der „\w+“ )?",
        pronouns={"er": "m", "sie": "f"},
        articles=_either("der die das ein eine ihr sein"),
        turned="",
        according=_either("laut nach_Angaben_von nach_Worten_von zufolge nach_Ansicht_von"),
        roles=_either(
            """
            kanzler kanzlerin minister ministerin präsident präsidentin chef chefin sprecher sprecherin
            vorsitzende vorsitzender herr frau professor professorin meister meisterin direktor direktorin
            leiter leiterin experte expertin politiker politikerin forscher forscherin anwalt anwältin richter
            richterin trainer trainerin sekretär sekretärin ministerpräsident senator senatorin autor autorin
            """
        ),
    ),
    "fr": Tongue(
        cues=_either(
            """
            dit disait déclare déclaré déclarait affirme affirmé affirmait explique expliqué expliquait ajoute
            ajouté ajoutait assure assuré estime estimé estimait indique indiqué précise précisé souligne
            souligné rappelle rappelé raconte raconté confie confié répond répondu lance lancé écrit écrivait
            annonce annoncé dénonce dénoncé regrette regretté poursuit poursuivi conclut conclu insiste insisté
            reconnaît reconnu promet promis avertit averti réagit réagi tweete tweeté martèle martelé plaide
            plaidé juge jugé résume résumé témoigne témoigné observe observé note noté soutient soutenu prévient
            prévenu demande demandé admet admis fait_valoir
            """
        ),
        helpers=_either("a ont avait aurait s’est s'est"),
        after=r"(?:-t-)?(?:(?:également|ensuite|encore|aussi|à \w+|vendredi|samedi|dimanche|lundi|mardi|jeudi) )?",
        pronouns={"il": "m", "elle": "f"},
        articles=_either("le la les l’ l' un une son sa"),
        turned=r"(?:a|avait|aurait)(?P<who>-t-il|-t-elle)[ \u00a0]",
        according=_either("selon d’après d'après pour"),
        roles=_either(
            """
            président présidente ministre député députée maire porte-parole directeur directrice chef sénateur
            sénatrice m\\. mme mlle professeur professeure avocat avocate juge candidat candidate secrétaire
            """
        ),
    ),
}
