"""Words that companies, universities and the like are called by."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.lists import single

COMPANY = single(
    """
    inc ltd llc gmbh corp corporation company labs lab studio studios interactive systems technologies
    technology tech group university université universität universidad college institute foundation bank
    software solutions consulting media networks games gaming health healthcare analytics digital partners
    ventures capital academy school library libraries museum works cloud security data ai io research
    services insurance energy robotics logistics airlines motors press news agency council ministry
    hospital council association collective collaborative consortium archives archive heritage center
    centre museums society trust office department cooperative coop freelance independent open source team
    project mozilla google amazon aws microsoft apple facebook meta netflix ibm oracle intel nvidia
    twitter github gitlab spotify airbnb uber stripe shopify elastic mongodb confluent hashicorp
    databricks snowflake cisco vmware salesforce adobe sap siemens bosch 公司 科技 大学 集团 银行 数据
    智能 实验室 株式会社
    """
)
"""Words that a company's or an institution's name ends with, or is."""

ORGANISATION = single(
    """
    university universität université universidad università universidade
    universiteit uniwersytet hochschule fachhochschule hochschulen bank bankhaus banque banco banca sparkasse
    volksbank stadtwerke stadt landkreis institut institute institutt instituto istituto fundación fondation
    fondazione fundação stiftung ministerium ministry ministère ministerio ministero ministério laboratoire
    laboratorio école escola escuela facultad faculté fakultät lehrstuhl département departamento gesellschaft
    verein verband bundesamt landesamt radio groupe grupo gruppo agence agencia agenzia association
    asociación société sociedad compagnie company
    """
)
"""Words that open the name of an organisation, and no person's."""

LEGAL_FORMS = single(
    """
    AG SA SE AB AS SL KK BV NV KG KGaA UG OY Oy SAS SRL SARL OHG GbR GmbH mbH Ltda LLP PLC Pty Srl Sàrl SpA
    ApS Kft Zrt
    """
)
"""Legal forms that end a company's name, in these letters: in others, some are names of people."""

SCHOOLS = single("TU TH FH HTW HAW ETH EPFL RWTH KIT PH HS")
"""What universities are called by their first letters; in small letters some are names."""
