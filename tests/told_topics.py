"""Eight topics, and of each one event as two outlets told it, and another event: invented, all of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """`told` and `again` are of one event; `other` is of another one of the same kind. Each is a title and a text."""

    told: tuple[str, str]
    again: tuple[str, str]
    other: tuple[str, str]


TOPICS = {
    "rates": Topic(
        (
            "Norvale central bank raises rates to 4.5%",
            "The central bank of Norvale raised its key rate by a quarter point to 4.5 per cent on Thursday. Governor "
            "Elin Sardar said that inflation was still too high. “We are not done,” she told reporters in Port Amber. "
            "Prices rose 5.1 per cent in the year to September. Two of the seven members of the board voted against.",
        ),
        (
            "Sardar: 'We are not done' as Norvale lifts borrowing costs again",
            "Borrowers in Norvale face higher costs after the bank's board voted by five to two for a rise to 4.5 per "
            "cent. Elin Sardar, the governor, said the fight with inflation was not over. Mortgage lenders in Port "
            "Amber said that they would follow within days. It was the ninth rise since last spring.",
        ),
        (
            "Castria holds rates as inflation falls",
            "The central bank of Castria left its key rate at 3 per cent on Wednesday. Governor Paulo Reyes said that "
            "inflation had fallen to 2.4 per cent, close to the target. “There is no hurry,” he told reporters. "
            "Economists expect a cut in the spring. Members of the board voted for it without dissent.",
        ),
    ),
    "fire": Topic(
        (
            "Two die in warehouse fire at Tolm",
            "Two people died when a paint warehouse in Tolm burned down early on Monday. Fire chief Greta Holm said "
            "that 60 firefighters had fought the blaze for six hours. The cause is not known. Residents of Quay "
            "Street were taken to a school. The warehouse belonged to Brask Coatings.",
        ),
        (
            "Blaze at Brask Coatings kills night guards",
            "The two who died in the fire at Brask Coatings in Tolm were night guards, police said. Forty families "
            "from Quay Street spent the morning in a school gymnasium. Greta Holm, who leads the town's fire brigade, "
            "said that barrels of paint had exploded. The company said that it was cooperating.",
        ),
        (
            "Three die in hotel fire at Lenz",
            "Three people died when a fire broke out in a hotel in Lenz on Tuesday night. Fire chief Omar Dietz said "
            "that 80 firefighters had fought the blaze until morning. The cause is not known. Guests were taken to a "
            "school. The hotel, the Alpenhof, was full for a trade fair.",
        ),
    ),
    "election": Topic(
        (
            "Ruhl wins Merrow's presidency in a run-off",
            "Ida Ruhl won the presidency of Merrow on Sunday with 52.3 per cent of the vote. Her opponent, Prime "
            "Minister Karl Vesey, conceded before midnight. Turnout was 71 per cent. “Merrow has chosen to turn the "
            "page,” Ms Ruhl told supporters in Saint Osyth. She takes office on 10 January.",
        ),
        (
            "Vesey concedes as outsider Ida Ruhl takes Merrow",
            "A former judge will be the next president of Merrow. Ida Ruhl beat Karl Vesey by 52.3 to 47.7 per cent, "
            "the electoral commission said early on Monday. Mr Vesey called her to concede. Crowds danced in the "
            "squares of Saint Osyth. She has promised to open the accounts of the state.",
        ),
        (
            "Opposition wins Kestria's parliamentary election",
            "The opposition won the parliamentary election in Kestria on Sunday with 44 per cent of the vote. Its "
            "leader, Jonas Arendt, said that he would form a coalition. Turnout was 68 per cent. Prime Minister Lea "
            "Brandl conceded before midnight. The new parliament meets on 3 December.",
        ),
    ),
    "strike": Topic(
        (
            "Port workers at Halm walk out over pay",
            "Some 3,200 dockers at the port of Halm stopped work at six on Wednesday morning. Their union wants 8 per "
            "cent more; the port offers 4. “We kept this country fed,” said the union's secretary, Mats Orlin. "
            "Eleven ships were waiting in the bay by noon. Talks are to begin again on Friday.",
        ),
        (
            "Ships queue off Halm as dockers strike",
            "Container ships queued in the bay of Halm on Wednesday as a strike shut the country's largest port. The "
            "dockers' union led by Mats Orlin rejected an offer of 4 per cent. Shippers said that each day would cost "
            "them 12 million crowns. The government asked both sides to talk before Friday.",
        ),
        (
            "Train drivers in Soren to strike for three days",
            "Train drivers in Soren will stop work for three days from Monday, their union said. It wants 6 per cent "
            "more; the railway offers 3. “We have been patient,” said the union's chairwoman, Petra Lind. Commuters "
            "were told to stay at home. Talks broke down on Tuesday night.",
        ),
    ),
    "chips": Topic(
        (
            "Orbix buys chip designer Lumen for $9.4 billion",
            "Orbix said on Monday that it would buy the chip designer Lumen Logic for $9.4 billion in cash. It is the "
            "largest deal of its chief executive, Dana Kwon. “Lumen makes us whole,” she said. Lumen's shares rose by "
            "31 per cent. Regulators in four countries have to agree.",
        ),
        (
            "Lumen Logic's founders say yes to Orbix",
            "The founders of Lumen Logic will sell to Orbix, ending a year of courtship. The price of $9.4 billion is "
            "a third above Friday's close. Dana Kwon, who runs Orbix, wants Lumen's low-power designs for her data "
            "centres. Analysts doubted that regulators would let it pass before the autumn.",
        ),
        (
            "Veltra to build $7 billion chip plant",
            "Veltra said on Tuesday that it would build a chip plant in Arden for $7 billion. It is the largest "
            "investment of its chief executive, Hugo Mehl. “This is where we grow,” he said. Veltra's shares fell by "
            "2 per cent. The state pays a quarter of the cost.",
        ),
    ),
    "quake": Topic(
        (
            "Earthquake of 6.8 shakes Tavira province",
            "An earthquake of magnitude 6.8 struck the province of Tavira at dawn on Saturday. At least 140 people "
            "died, the civil protection agency said. The village of Monte Redo was cut off. “We hear voices under the "
            "stones,” said a rescuer, Luis Prado. The army sent 2,000 soldiers.",
        ),
        (
            "Rescuers dig with bare hands in Monte Redo",
            "In Monte Redo, where the road has slid into the gorge, rescuers dug with bare hands on Saturday. The "
            "earthquake had a magnitude of 6.8. The agency counted 140 dead in the province of Tavira and expected "
            "more. Luis Prado, who had walked for four hours to reach the village, said that he heard voices.",
        ),
        (
            "Strong quake off Sundara, no tsunami",
            "An earthquake of magnitude 6.9 struck off the coast of Sundara on Sunday evening. No deaths were "
            "reported, the disaster agency said. A tsunami warning was lifted after two hours. “The walls moved, and "
            "we ran,” said a teacher, Ayu Lestari. Power failed in three towns.",
        ),
    ),
    "football": Topic(
        (
            "Harrow Vale win the cup on penalties",
            "Harrow Vale won the national cup on Saturday, beating Dunmere 5-4 on penalties after a 1-1 draw. The "
            "goalkeeper, Sofia Marsh, saved the last. “I guessed left all night,” she said. Coach Ben Okoro has now "
            "won three cups. Some 61,000 watched at Crown Park.",
        ),
        (
            "Marsh the hero as Vale lift trophy at Crown Park",
            "Sofia Marsh saved Dunmere's fifth penalty to give Harrow Vale the cup. It had been 1-1 after extra time "
            "at Crown Park. Dunmere's captain, Ellie Strand, left in tears. For Ben Okoro it is a third cup in six "
            "years. The team's bus drives through the town on Monday.",
        ),
        (
            "Westmoor go top with a win at Linden",
            "Westmoor went top of the league on Sunday with a 3-1 win at Linden. The striker, Aino Berg, scored twice. "
            "“We play without fear,” she said. Coach Carla Nunes has not lost since August. Some 18,000 watched at "
            "Mill Lane. Linden stay in the lower half.",
        ),
    ),
    "court": Topic(
        (
            "Former minister Dorn jailed for seven years",
            "A court in Vessel on Tuesday sentenced the former transport minister Emil Dorn to seven years in prison "
            "for taking bribes. Judge Rosa Kamp said that he had sold contracts for the ring road. Dorn took 1.9 "
            "million from the builder Hallas. His lawyer said that he would appeal.",
        ),
        (
            "Ring-road bribes: seven years for Emil Dorn",
            "Emil Dorn showed no emotion as Judge Rosa Kamp read the sentence: seven years. The builder Hallas, which "
            "paid him 1.9 million for the contracts of the ring road, was fined 40 million. Prosecutors had asked for "
            "nine years. His wife wept in the second row of the court in Vessel.",
        ),
        (
            "Mayor of Quent charged with fraud",
            "Prosecutors on Wednesday charged the mayor of Quent, Nils Abram, with fraud over the sale of a hospital. "
            "They say that he took 600,000 from a developer. “I have nothing to hide,” he said outside the court. His "
            "trial begins in May. The council asked him to resign.",
        ),
    ),
}
