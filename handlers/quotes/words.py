"""Closed classes of English words that the rules lean on. What is open (cue verbs) is learned; see lexicon.py."""

from __future__ import annotations

from pathlib import Path


def several(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


MALE_TITLES = several(
    """
    mr mister sir lord king prince father brother congressman councilman chairman spokesman assemblyman
    businessman policeman count duke baron rabbi imam pope herr monsieur m señor
    """
)
FEMALE_TITLES = several(
    """
    mrs ms miss madam madame lady queen princess sister congresswoman councilwoman chairwoman spokeswoman
    assemblywoman businesswoman policewoman countess duchess baroness dame frau mme señora first-lady
    """
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | several(
        """
        alderman alderwoman firefighter councillor councilmember lawmaker pollster blogger billionaire businessman
    dr doctor prof professor president vice-president vp sen senator sens rep representative reps gov governor
    govs lt lieutenant gen general col colonel maj major capt captain sgt sergeant cpl adm admiral cmdr commander
    officer detective det chief sheriff judge justice attorney secretary minister chancellor premier mayor
    ambassador director chairperson chair speaker delegate councilor councillor rev reverend bishop cardinal
    archbishop pastor rabbi coach ceo cfo coo cto deputy commissioner superintendent principal dean spokesperson
    analyst economist candidate nominee treasurer inspector agent trooper cllr mp pm hon honorable justice sultan
    emperor sheikh ayatollah crown undersecretary strategist author actor actress singer comedian host anchor
    journalist reporter editor columnist producer lawyer prosecutor manager adviser advisor former ex-president
    ex-governor insp inspector supt pc pcso constable dame baron plaintiff defendant msp mep
    barrister solicitor bailiff marshal provost vicar
    """
    )
)
TITLE_PARTS = several(
    """
    prime vice first deputy assistant associate acting interim chief executive financial operating technology managing
    general foreign home finance health defence defense interior justice education state shadow treasury energy trade
    transport labour labor culture environment police fire det ch con senior lead press
    """
)  # words that open or go on with a title before a name, and are none alone: "Prime Minister", "Chief Executive"
HONOURS = several("sir dame lord lady baroness baron")  # titles that are part of a name
REIGNS = several("king queen prince princess pope emperor sultan")  # the same before a first name alone
ROLE_OF_TITLE = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "dr": "doctor",
    "prof": "professor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "rev": "reverend",
    "pm": "prime minister",
    "congressman": "representative",
    "congresswoman": "representative",
    "det": "detective",
    "ch": "chief",
    "con": "constable",
    "insp": "inspector",
    "supt": "superintendent",
    "pc": "police constable",
    "cllr": "councillor",
    "adm": "admiral",
}
MALE_NOUNS = several(
    """
    man boy father son husband brother uncle nephew grandfather grandson gentleman actor boyfriend king prince
    businessman spokesman chairman congressman policeman fireman widower guy dad
    """
)
FEMALE_NOUNS = several(
    """
    woman girl mother daughter wife sister aunt niece grandmother granddaughter lady actress girlfriend queen
    princess businesswoman spokeswoman chairwoman congresswoman policewoman widow mom
    """
)
BODY_WORDS = several(
    """
    university college school institute department ministry agency bureau office commission committee council
    board company corporation corp inc co ltd llc plc group bank fund foundation center centre association society
    union party campaign court house senate congress parliament government administration times post journal news
    herald tribune press magazine network radio tv channel team club league church hospital museum police force
    army navy coalition alliance organization federation conference international service services state states
    county city street avenue street river lake island islands north south east west republic kingdom act treaty
    poll survey report study day week month war airlines airport project program initiative pac exchange reserve
    twitter facebook google media hall garden square park award awards show
    """
)
NOT_NAMES = several(
    """
    said says added continued wrote asked replied tweeted concluded explained agreed argued warned joked recalled
    the a an he she they it i we you his her their its my our your this that these those there here what who when
    where why how which but and or so if then as at by for from in into of on to with without after before since
    while although though because until unless during under over about against between through despite whether not
    no yes also even just still yet now today yesterday tomorrow tonight monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december jan feb
    mar apr jun jul aug sept sep oct nov dec however meanwhile according asked one two three four five six seven
    eight nine ten some many most all both each every other others another such once perhaps maybe well oh ok okay
    wherever whenever whatever whoever whichever whereas whilst neither either nor among amongst amid beneath beside
    besides beyond within throughout toward towards upon via per plus versus unlike regarding concerning including
    given considering due instead rather moreover furthermore nevertheless nonetheless therefore thus hence otherwise
    similarly likewise finally recently currently previously earlier later someone somebody anything any none whom whose
    let like only first second third last next please thank thanks good great more much few several nobody
    everybody everyone anyone nothing something everything never always often sometimes is are was were be been do
    does did have has had will would can could should must might q a.m p.m am pm
    """
)
FOREIGN_SMALL = several(
    """
    pour selon dans avec sans sous sur chez par après avant mais donc car or et ou si son sa ses leur leurs le la les un
    une des du de au aux il elle ils elles on nous vous je ce cet cette ces que qui quand comme pourtant ainsi enfin
    interrogé interrogée depuis en à der die das dem den ein eine im am in nach laut auf mit von für und aber er sie es
    wir ihr sein seine ich auch als wenn dass doch nur noch schon so wie was wer zum zur bei beim vor über unter
    """
)
DOER = "er|or|ist|ian|man|woman"  # how words for who does something end
CONNECTORS = several(
    """
    de del della di da dos du la le las los van von der den ter bin ibn al el bint y zu zur of for and the &
    """
)
PARTICLES = several("de del della di da dos du la le las los van von der den ter bin ibn al el bint y zu zur")
_FIRST = Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8").split("\n\n")
MALE_NAMES = frozenset(_FIRST[0].split()[1:])
FEMALE_NAMES = frozenset(_FIRST[1].split()[1:])
