"""Closed classes of English words that the rules lean on. What is open (cue verbs) is learned; see lexicon.py."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MALE_TITLES = _set(
    "mr mister sir lord king prince father brother congressman councilman chairman spokesman assemblyman "
    "businessman policeman count duke baron rabbi imam pope herr monsieur m señor"
)
FEMALE_TITLES = _set(
    "mrs ms miss madam madame lady queen princess sister congresswoman councilwoman chairwoman spokeswoman "
    "assemblywoman businesswoman policewoman countess duchess baroness dame frau mme señora first-lady"
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | _set(
        "dr doctor prof professor president vice-president vp sen senator sens rep representative reps gov governor govs lt "
        "lieutenant gen general col colonel maj major capt captain sgt sergeant cpl adm admiral cmdr commander officer "
        "detective det chief sheriff judge justice attorney secretary minister chancellor premier mayor ambassador "
        "director chairperson chair speaker delegate councilor councillor rev reverend bishop cardinal archbishop pastor "
        "rabbi coach ceo cfo coo cto deputy commissioner superintendent principal dean spokesperson analyst economist "
        "candidate nominee treasurer inspector agent trooper cllr mp pm hon honorable justice sultan emperor sheikh "
        "ayatollah crown undersecretary strategist author actor actress singer comedian host anchor journalist reporter "
        "editor columnist producer lawyer prosecutor manager adviser advisor former ex-president ex-governor"
    )
)
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
    "adm": "admiral",
}
MALE_NOUNS = _set(
    "man boy father son husband brother uncle nephew grandfather grandson gentleman actor boyfriend king prince "
    "businessman spokesman chairman congressman policeman fireman widower guy dad"
)
FEMALE_NOUNS = _set(
    "woman girl mother daughter wife sister aunt niece grandmother granddaughter lady actress girlfriend queen "
    "princess businesswoman spokeswoman chairwoman congresswoman policewoman widow mom"
)
BODY_WORDS = _set(
    "university college school institute department ministry agency bureau office commission committee council board "
    "company corporation corp inc co ltd llc plc group bank fund foundation center centre association society union "
    "party campaign court house senate congress parliament government administration times post journal news "
    "herald tribune press magazine network radio tv channel team club league church hospital museum police force army "
    "navy coalition alliance organization federation conference international service services state states county "
    "city street avenue street river lake island islands north south east west republic kingdom act treaty "
    "poll survey report study day week month war airlines airport project program initiative pac exchange reserve "
    "twitter facebook google media hall garden square park award awards show"
)
NOT_NAMES = _set(
    "the a an he she they it i we you his her their its my our your this that these those there here what who when where why "
    "how which but and or so if then as at by for from in into of on to with without after before since while although "
    "though because until unless during under over about against between through despite whether not no yes also even "
    "just still yet now today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december jan feb mar apr jun jul aug sept sep "
    "oct nov dec however meanwhile according asked one two three four five six seven eight nine ten some many most all "
    "both each every other others another such once perhaps maybe well oh ok okay let like only first second third last "
    "next please thank thanks good great more much few several nobody everybody everyone anyone nothing something "
    "everything never always often sometimes is are was were be been do does did have has had will would can could should "
    "must might q a.m p.m am pm"
)
CONNECTORS = _set(
    "de del della di da dos du la le las los van von der den ter bin ibn al el bint y zu zur of for and the"
)
PARTICLES = _set("de del della di da dos du la le las los van von der den ter bin ibn al el bint y zu zur")
MALE_NAMES = _set(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald "
    "steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric "
    "jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry "
    "tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry "
    "austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert "
    "willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mike jim bob bill tom tim dan "
    "dave steve rick chris matt tony greg jeff ken ben sam ron ted jeb marco barack bernie mitt mitch newt rand lindsey "
    "rudy al hugh evan chuck harry phil fred karl carlos luis miguel pedro jorge antonio manuel francisco javier fernando "
    "diego alejandro roberto ricardo eduardo sergio raul ahmed mohammed muhammad mohamed ali omar hassan hussein ibrahim "
    "khalid abdul yusuf vladimir sergei dmitri ivan boris mikhail andrei alexei nikolai igor oleg viktor pierre jean "
    "jacques francois françois louis michel andre andré laurent olivier emmanuel nicolas philippe hans klaus jürgen wolfgang "
    "stefan olaf friedrich heinrich helmut gerhard matthias markus lukas felix giovanni giuseppe marco matteo silvio luca "
    "hiroshi kenji takashi shinzo wei lei ming jun xi kim raj rahul narendra amit sanjay vijay anil arjun lars erik sven "
    "anders nils johan leonard leo max oscar simon martin neil ian graham stuart colin nigel gordon malcolm duncan alistair "
    "angus liam connor declan tyrone jamal darnell andre lamar marcus terrence curtis clarence leroy cornell elliott "
    "barry norman gene ray glenn craig derek dean todd chad brett brad troy corey cory shane joel caleb luke seth levi josh "
    "jake nick alex will charlie johnny jimmy tommy eddie freddie archie alfred ernest herbert stanley lloyd clifford "
    "gilbert milton morris nathaniel theodore franklin abraham isaac moses solomon jared corey reince lewandowski "
    "dwight earl floyd guy clinton herman howard hector kirk kurt lee lester marvin maurice melvin perry quentin rex "
    "rodney ross rupert sidney spencer terence vernon victor wesley elon tucker sheldon jay stan geoff wolf"
)
FEMALE_NAMES = _set(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley "
    "kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy "
    "angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine "
    "maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea "
    "cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy "
    "sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla "
    "alexis lori hillary chelsea carly ivanka melania michele nikki loretta huma cheryl elena sonia condoleezza nancy kellyanne katrina kate "
    "katie kathy cathy liz beth jane jill jenny jen kim sue peggy becky debbie wendy tina tammy tracy stacy "
    "dana erin holly robin april claire clara ellen eleanor elaine eva esther fiona gail gwen harriet irene ivy jo josephine "
    "joanna joanne kristen kristin kirsten lena leslie lillian lily lucy lydia lynn mabel maggie marcia maureen mia mildred "
    "miriam molly monica nadia naomi nina nora norma olga paula pauline penny phyllis rita roberta rosa rose rosemary roxanne "
    "ruby sally selena sheila sophie stella sylvia tanya thelma ursula valerie vanessa vera veronica vivian yolanda yvonne zoe "
    "angelina fatima aisha leila layla amina zainab khadija noor huda maryam svetlana natalia tatiana irina anastasia ekaterina "
    "yulia marine ségolène brigitte françoise sylvie isabelle angela ursula annegret sabine petra heike claudia guadalupe "
    "carmen lucia lucía ana isabel pilar dolores juana gabriela valentina camila daniela alejandra paola mariana dilma "
    "cristina sofia elena francesca giulia chiara priya indira sonia anjali sushma aung benazir mei ling yoko akiko yuriko park "
    "ingrid astrid greta freya sigrid inga theresa nicola priti arlene jacinda gillian harriet imogen "
    "debbie debby dianne barbra oprah ellen rosie megyn rachel gretchen greta dana kirstie kirsten elise jeanne jeannie "
    "jodi joni kay kelli kristi kristy lorraine loretta marjorie marsha meredith mindy nikita patty patti randi ronna rosanna "
    "shannon shelley sherry simone sonya tamara tara terri trudy tulsi wilma tonya"
)
BOTH = MALE_NAMES & FEMALE_NAMES
