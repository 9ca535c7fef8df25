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
    perfect: str  # a verb of any kind right before a quotation: "a fustigé"
    no_cues: str  # small words that stand behind a quotation and report nothing
    naming: str  # words before a title
    him: dict[str, str]  # pronouns behind "according to"


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
            fischer fischerin lehrer lehrerin arzt ärztin landwirt landwirtin jährige jähriger
            abgeordnete abgeordneter rat rätin
            """
        ),
        perfect="",
        no_cues=_either(
            """
            der die das den dem des ein eine einen einem einer und oder aber denn weil dass als wie mit von vom aus im
            in bei beim nach auf zu zum zur für über unter sowie auch nicht noch nur bis seit wenn ob damit gegen ohne
            durch war ist sind waren wird wurde worden heißt hieß hatte hat
            """
        ),
        naming=r"(?:Titel|Motto|Film|Buch|Lied|Song|Roman|Serie|Album|Namen|genannt\w*|heißt|betitelt\w*|sogenannt\w*)",
        him={"ihm": "m", "ihr": "f"},
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
        after=(
            r"(?:-t-)?(?:(?:de|pour|à) (?:son|sa) \w+ |(?:également|ensuite|encore|aussi|à \w+|lundi|mardi"
            r"|mercredi|jeudi|vendredi|samedi|dimanche) )?"
        ),
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
        perfect=r"(?:a|avait|ont)[ \u00a0](?P<cue>\w+(?:é|i|u|it|is))",
        no_cues=_either(
            """
            le la les un une des de du et ou mais car que qui dont où comme selon dans pour avec sans sous sur chez par
            en au aux à ce cette ces son sa ses leur leurs est sont était a ont avait plus pas alors tandis quand avant
            après d’après
            """
        ),
        naming=r"(?:intitulée?s?|titrée?s?|baptisée?s?|nommée?s?|appelée?s?|film|livre|roman|chanson|album|titre)",
        him={"lui": "m", "elle": "f"},
    ),
}
