/**
 * Common given names of many languages (from the lists that registries of births publish), without those that are as often places, months or plain words.
 * A capitalised word after one of them is taken for a surname.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `
    aaron abdul abdullah abigail adam adriana adrian agnes agnieszka ahmed ahmad aisha akira alan alana albert alberto alejandra
    alejandro aleksander alessandra alessandro alexander alexandra alexis alfred alfredo ali alice alicia alina alison allison amanda
    amber amelia amelie amina amir amy ana anastasia anders andrea andreas andrei andrej andrés andrew andrzej angela angelina anita
    anja anke ann anna anne anneliese annette annika antje anthony anton antoine antonia antonio antónio arjun arne arthur artur
    ashley astrid audrey aurélie ayşe barbara barry bartosz beate beatrice beatriz becky ben benjamin bernadette bernard bernd bettina
    betty bianca birgit bjørn björn bob bogdan božena brandon brenda brent brett brian bridget brigitte brittany bruce bruno bryan
    camila camille carl carla carlos carmen carol carolina caroline catalina catarina caterina catherine cathy cecilia cecilie cédric
    céline chantal charles charlotte chen chiara chloé chloe chris christian christiane christin christina christine christof
    christopher cindy claire clara claudia claudio clément colin connor constance cornelia corinne craig cristina cynthia daniel
    daniela daniele danielle danuta darren dave david deborah debra denise dennis derek diana diane diego dieter dimitri dimitris dirk
    dmitri dolores dominik dominique donald donna dorota dorothy douglas dylan edith eduard eduardo edward edwin eileen einar elaine
    eleanor elena eleni elias elina elisa elisabeth elise eliza elizabeth ella ellen elsa emil emilia emilie emily emma emmanuel
    enrico enrique erica erik erika erin esther ethan eugene eva evelyn ewa fabian fabien fabio fatima federico felix fernanda
    fernando filip fiona florian frances francesca francesco francisco françois françoise frank franz frederick frederik fredrik
    friedrich gabriel gabriela gareth gary geoffrey george georgios gerald gerard gerd gianluca gilles gina giorgio giovanni giulia
    giuseppe gloria gonzalo gordon graham greg gregory greta grzegorz guido guillaume gunnar gustav hannah hans harald harold harriet
    harry hassan heather hector heidi heike heinrich heinz helen helena helene helga helmut henri henrik henry herbert hermann hiroshi
    holger holly horst howard hugo hussein ian ibrahim ida igor ines inés inga inge ingrid irene irina isabel isabella isabelle ivan
    ivana jacek jack jacob jacqueline jacques jakob jakub james jamie jan jana jane janet janice janina jared jaroslav jasmin jason
    javier jean jeanette jeff jeffrey jennifer jenny jens jeremy jerome jerry jesse jessica jill jim joan joanna joanne joao joão
    joachim jochen joe joel johan johann johanna johannes john johnny jonas jonathan jorge josé jose josef joseph joshua joyce juan
    juanita judith judy juha jukka julia julian juliana julie julien juliette jürgen justin justyna jutta kai kaisa kamil karen karim
    karin karina karl katarina katarzyna kate katharina katherine kathleen kathryn kathy katie katja katrin kayla keith kelly kelsey
    ken kenji kenneth kerstin kevin khalid kim kimberly kirsten kirsti klaus konrad kristen kristian kristin kristina kristine
    krystyna krzysztof kurt kyle larry lars laura lauren laurent leah lea leena leila lena leo leon leonard leonardo leonie leslie
    leticia liam lidia lina linda lindsay lisa liz lorenzo lothar louis louise lourdes luca lucas lucia lucie lucy luigi luis luisa
    luiz lukas lukáš łukasz lydia lynn maciej magda magdalena magnus mahmoud malgorzata małgorzata manfred manuel manuela marc marcel
    marcello marcelo marcin marco marcos marcus marek margaret margarita maria maría mariam marian mariana marianne marie marija
    mariko marina mario marion marisa marjo mark marko markus marlene marta martha martin martina martine mary masha mateusz matej
    mateo mathias mathieu mathilde matteo matthew matthias matti maureen maurice mauricio max maxime maximilian megan mehmet mei
    melanie melissa mercedes michael michaela michal michał michel michele michelle miguel mika mikael mike mikhail mikko mila milena
    milica miranda miriam miroslav mohamed mohammad mohammed monica monika monique mustafa nadia nadine nancy naomi natalia natalie
    nataša natasha nathalie nathan neil nicholas nick nicola nicolas nicole niels nigel nikita niklas nikolai nikolas nikos nils nina
    noah noemi nora norbert norman olaf ole oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pamela paola paolo pascal
    patricia patricio patrick patrik paul paula paulina pauline paulo pavel pawel paweł pedro peggy penelope per peter petra petr
    petros philip philipp philippe phillip pierre pietro pilar piotr priya rachel rafael rahul raimund rainer rajesh ralf ralph ramona
    raphael raúl raquel ravi raymond rebecca reinhard renata renate rené ricardo riccardo richard rita robert roberta roberto robin
    rodrigo roger roland rolf roman ronald rosa rosemary roxana ruben rui rüdiger russell ruth ryan sabine sabrina salvatore samantha
    samuel sandra sandrine sanjay sara sarah sascha satoshi scott sean sebastian sébastien serena serge sergei sergio shannon sharon
    shaun sheila shirley sibylle silke silvia simon simona simone slavica sofia sofie solveig sonia sonja sophia sophie stacy
    stanisław stefan stefania stefanie stefano steffen stella stephan stephane stéphane stephanie stephen steve steven stuart sue
    susan susana susanne suzanne sven svetlana sylvia sylvie takashi tamara tanja tanya tara tatiana ted teresa terry theo theodor
    theresa thérèse thierry thomas thorsten tiffany tiina tim timo timothy tina tobias todd tom tomas tomasz tommy toni tony tracy
    trevor troels tyler udo ulla ulrich ulrike umberto ursula ute uwe valentina valeria valerie vanessa vasily vera veronica veronika
    vicente vicki victoria viktor vikram vincent vincenzo viola vladimir volker walter waltraud wanda wendy werner wilhelm william
    wojciech wolfgang xavier yannick yasmin yolanda yuki yuri yusuf yvonne zachary zbigniew zoe zofia željko
  `
    .trim()
    .split(/\s+/),
);
