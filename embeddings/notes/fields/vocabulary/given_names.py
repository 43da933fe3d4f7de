"""What names of people are made of, in scripts that have capitals."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import single

PARTICLES = single("van von de der den di da del della la le el al bin ben ter ten dos das du y e af zu")
"""Words in lower case that belong to a name ("Madeline van der Berg")."""

GIVEN = single(
    """
    ada adela aditya ajay akash alba amelie anjali annika ashwin audrey bea bianca britta camila chandra
    clemens cory deepak deepika divya ebba edith eduard elif elin elise ellie emre enzo esra faye fredrik
    gaurav gemma gita greta gunnar harper henrik ida ilona imran inga iris iva jasmine jemma jens jiri
    josephine jude kamal karan kavita kazuki khalid kiran klara kofi krishna lina ludovic luna mahesh
    malik manish manoj marek mariam martijn mathilde meera mel milena mirjam mohit nate naveen neeraj
    nikhil nikola nisha olena orla padma pallavi petros pooja pradeep prakash pranav puja rachael radek
    rahul rakesh rania rashid reuben rina rohan rohit roisin rory sachin saeed sahil samira sana sanjeev
    santiago satish selma shashank shreya shruti siddharth sigrid siobhan sneha solveig stefania sudha
    suresh svetlana swati tariq tatsuya tejas thea tomoko tove uday umesh valeria vidya vinay vishal
    wiktor yash yasmine yusuf zara zeynep zuzana aaron abby abdul abigail adam adrian adriana agnes ahmed
    aidan aisha akira alan albert alberto alec alejandro alessandro alex alexa alexander alexandra alexei
    alexis alfred ali alice alicia alina alison allan allen allison alvaro amanda amber amelia amin amir
    amit amy ana anand anastasia anders andre andrea andreas andrei andres andrew andrey andy angel angela
    angelo angie anil anita ann anna anne annie anthony antoine anton antonio anya april ariel arjun armin
    arnaud arne arnold arthur arun ash asher ashley ashok astrid aurelie austin axel barbara barry bart
    bastien beatrice beatriz ben benjamin benoit bernard bernd beth bettina betty bill bjorn bob bobby
    boris brad bradley brandon brenda brendan brent brett brian bridget brittany brooke bruce bruno bryan
    byron caitlin caleb camille carl carla carlo carlos carmen carol carolina caroline carolyn carrie
    catherine cathy cecilia cedric celine cesar chad charlene charles charlie charlotte chen chloe chris
    christa christian christina christine christoph christophe christopher cindy claire clara clark claude
    claudia claus clement cliff colin conor connor corey courtney craig cristina curtis cynthia daisy
    damian damien dan dana daniel daniela daniele danielle danny darius darren darya dave david dawn dean
    deb deborah denis denise dennis derek devon diana diane didier diego dieter dimitri dirk dmitri dmitry
    dominic dominik dominique don donald donna doris dorothy doug douglas duncan dustin dylan ed eddie
    edgar eduardo edward edwin eileen elaine elena eli elias elisa elizabeth ella ellen elliot elsa emil
    emilia emilie emily emma emmanuel enrique eric erica erik erika erin ernest esther ethan eugene eva
    evan eve evelyn fabian fabien fabio fatima federico felicia felipe felix fernando fiona florence
    florian frances francesca francesco francis francisco francois frank franz fred frederic frederick
    gabe gabriel gabriela gareth gary gavin gene geoff geoffrey george georgia gerald gerard gina giovanni
    giulia glen glenn gloria gordon grace graham grant greg gregor gregory guillaume gustavo guy hanna
    hannah hans harold harry hassan heather hector heidi helen helena henri henry herbert hiroshi holger
    holly howard hugh hugo ian ibrahim igor ilya ines ingrid irene irina isaac isabel isabella isabelle
    ivan jack jackie jacob jacqueline jacques jaime jake james jamie jan jane janet janice jared jason
    javier jay jean jeff jeffrey jen jenna jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy
    jin joan joanna joanne joao joe joel joerg johan johann johanna johannes john johnny jon jonas
    jonathan jordan jorge jose josef joseph josh joshua joy joyce juan juanita judith judy julia julian
    juliana julie julien juliette julio jun jurgen justin justine kai karen karim karin karl karla kate
    katherine kathleen kathryn kathy katie katrin kay keith kelly kelsey ken kenji kenneth kent kevin kim
    kimberly kirk klaus kristen kristin kristina kumar kurt kyle lakshmi lara larry lars laura lauren
    laurence laurent lawrence lea leah lee lei lena leo leon leonard leonardo leslie li liam lieven lila
    lili lillian linda lindsay lindsey linus lisa liu liz lloyd logan lois lorenzo lorna louis louise luca
    lucas lucia lucie lucy luigi luis luisa lukas luke lydia lynn madeline mads magnus maja malcolm manuel
    marc marcel marcelo marcin marco marcos marcus margaret maria mariana marianne marie marina mario
    marion mark markus marta martha martin martina mary mateusz mathias mathieu matt matteo matthew
    matthias matthieu maureen maurice mauricio max maxime maya megan mehdi mei melanie melinda melissa
    mercedes meredith michael michal michel michele michelle miguel mihai mika mike mikhail milan mina
    ming miriam mohamed mohammad mohammed molly mona monica monika morgan moritz muhammad murat nadia
    nadine nancy naomi natalia natalie natasha nathalie nathan nathaniel neal ned neha neil nelson
    nicholas nick nicola nicolas nicole niels nigel nikita niklas nikolai nils nina ning noah noel nora
    norman olaf ole oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pam pamela paolo
    pascal pat patricia patrick paul paula paulo pavel pedro peggy penny per pete peter petra phil philip
    philipp philippe phillip pierre piotr priya quentin rachel rafael raj rajesh ralf ralph ram ramon
    randy raphael raul ravi ray raymond rebecca reza ricardo rich richard rick rita rob robert roberta
    roberto robin rodrigo roger roland rolf roman romain ron ronald rosa rose ross roxanne roy ruben
    rudolf rui russell ruth ryan sabine sabrina sally sam samantha samir samuel sandra sandy sanjay sara
    sarah sasha scott sean sebastian sebastien selina serge sergei sergey sergio seth shane shannon sharon
    shaun shawn sheila shirley silvia simon simona simone sofia sonia sophia sophie stacy stan stanley
    stefan stefanie stella stephan stephane stephanie stephen steve steven stuart sue sunil susan susanne
    suzanne sven sylvain sylvia sylvie tadeusz takashi tamara tanja tanya tara tatiana taylor ted teresa
    terry theo theresa thibault thierry thomas tiffany tilman tim timo timothy tina tobias toby todd tom
    tomas tomasz tommy tony tracy travis trevor tristan troy tyler ulrich ulrike uma urs ursula uwe
    valentin valerie vanessa vera veronica veronika victor victoria vijay vikram vincent viola virginia
    virginie vivek vivian vladimir wade walter wang wanda warren wayne wei wendy werner will william wim
    wolfgang xavier xin yan yana yang yann yannick yasmin yi ying yolanda yong yosuke yuki yuri yvonne
    zach zachary zhang zoe
    """
)
"""Common given names of many countries; to have none of them is no evidence against a name."""
