"""Words that are in no person's name, or stand where nobody is named."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import single

NO_NAME = single(
    """
    the a an and or of for with without in on at to from by as is are was be how why what when where who which
    this that these those your our my their its it we you i not no do does did can will vs via per about
    into over under introduction intro overview notes note session sessions talk talks keynote keynotes
    workshop panel demo summary abstract agenda links link resources references questions question answer
    answers web client server service services cloud data open source software hardware api apis gateway
    database databases machine learning deep intelligence artificial security network networks computing
    system systems application applications app apps code coding design engineering development testing
    test tests performance architecture infrastructure platform platforms microservices serverless
    container containers kubernetes docker linux windows java javascript typescript python golang react
    angular node amazon aws google microsoft azure apple facebook netflix ibm oracle intel nvidia redhat
    github gitlab aurora dynamodb sagemaker bedrock spark hadoop kafka redis postgres postgresql mysql
    mongodb elasticsearch terraform ansible jenkins git unix android ios html css sql http rest graphql
    day days week month year monday tuesday wednesday thursday friday saturday sunday january february
    march july august september october november december morning afternoon evening night today tomorrow
    new next best good better great first second third last key main top big small fast real modern
    advanced practical building making using getting going doing case study studies use cases lessons
    learned part chapter section step module pros cons problem problems solution solutions results
    conclusion conclusions takeaways team teams company project projects product products management
    manager engineer engineers developer developers user users customer customers business enterprise
    startup room hall stage track main conference conf summit meetup event events online live video videos
    slides recording replay replays youtube twitter website blog post article book paper future history
    principles patterns practices tools tool tips tricks guide tutorial basics fundamentals essentials
    framework library language languages quick start high low level more less all other misc general final
    thoughts discussion qa faq todo welcome closing opening lunch break dinner breakfast coffee everything
    nothing something never always some any every each only just like time times way ways thing things
    people world life work working issue issues color colors colour colours visual text image images page
    pages site sites web mobile desktop browser browsers frontend backend fullstack stack function
    functions functional object objects type types typed static dynamic async event-driven driven
    distributed parallel concurrent scalable scaling scale production pipeline pipelines deployment
    deployments release releases delivery integration continuous automation automated monitoring
    observability logging metrics tracing debugging profiling optimization optimisation caching cache
    storage memory disk file files format formats protocol protocols standard standards model models
    training inference agent agents prompt prompts vector search engine engines index query queries
    analytics analysis science scientific research study survey report review reviews community
    communities culture diversity inclusion accessibility usability experience experiences interface
    interfaces interaction design designer designing writing reading learning teaching education school
    student students career careers hiring leadership leading growth strategy strategies marketing sales
    finance financial banking payments health healthcare government public private legal privacy ethics
    ethical trust safety risk risks attack attacks threat threats incident incidents response recovery
    backup migration migrating legacy modernization modernizing monolith refactoring quality clean agile
    scrum lean kanban devops devsecops platform-engineering reliability resilience resilient chaos cost
    costs budget energy green sustainable sustainability climate space game games gaming music art arts
    news media social virtual augmented reality robot robots robotics hardware embedded iot edge sensor
    sensors device devices vehicle vehicles city smart digital transformation innovation economy society
    human humans women men kids children family home office remote hybrid global local international
    national european american asian african world-wide europe america asia africa africa china india
    japan germany france spain italy london paris berlin tokyo vegas york francisco lightning remarks info
    information description details example examples level speaker speakers presenter author lecture
    lectures series vortrag vorträge im am zum zur beim vom charla ponencia palestra conférence
    conferencia présentation presentación apresentação lezing praatje intervento
    """
)
"""Words that stand in no person's name."""

NOBODY = single("tbd tba tbc unknown anonymous none various several many me myself everyone nobody see n-a")
"""What stands after "Speaker:" where nobody is named."""

JOBS = single(
    """
    engineer engineers developer developers architect scientist analyst consultant consultants consulting
    evangelist advocate manager director researcher strategist technologist designer freelancer specialist
    officer administrator programmer writer tester lecturer owner maintainer entwickler entwicklerin berater
    beraterin ingenieur ingenieurin wissenschaftler wissenschaftlerin ingénieur ingénieure développeur
    développeuse consultante chercheur chercheuse desarrollador desarrolladora ingeniero ingeniera
    desenvolvedor desenvolvedora engenheiro engenheira sviluppatore sviluppatrice ingegnere
    """
)
"""Words that end what somebody is by trade; names of families that were trades once are not among them."""

ARTICLES = single("den dem ein eine einen einem einer eines der die das une uma um")
"""Articles that open no name; where they stand in one ("van der Berg"), another word opens it."""
