"""Names of months and weekdays all over the world, from Unicode CLDR (Unicode License v3).

Written by ``python -m tests.text.cldr_names``; not to be edited. Read here, they cost no memory and no time
at the start, while the data that babel loads for as many languages takes 48 MiB and 0.15 s.
"""

from __future__ import annotations

MONTHS = (
    """
    january januar jänner januari januarie janúar tammikuuta tammikuu jaanuar janvāris sausio sausis janvier
    enero gennaio janeiro gener xaneiro ianuarie stycznia styczeń ledna leden januára január јануар януари
    јануари января январь січня січень студзеня студзень ιανουαρίου ιανουάριος ocak yanvar urtarrila janar
    eanáir ionawr มกราคม يناير ינואר ژانویه جنوری जनवरी জানুয়ারি ஜனவரி იანვარი հունվարի հունվար
    """,
    """
    february februar februari februarie febrúar helmikuuta helmikuu veebruar februāris vasario vasaris
    février febrero febbraio fevereiro febrer febreiro lutego luty února únor februára február фебруар
    февруари февраля февраль лютого лютий лютага люты φεβρουαρίου φεβρουάριος şubat fevral otsaila shkurt
    pebrero feabhra chwefror กุมภาพันธ์ فبراير פברואר فوریه فروری फ़रवरी ফেব্রুয়ারি பிப்ரவரி თებერვალი
    փետրվարի փետրվար
    """,
    """
    march märz maart mars marts maaliskuuta maaliskuu märts kovo kovas marzo março març martie marca marzec
    března březen marec март mart марта березня березень сакавіка сакавік μαρτίου μάρτιος március martxoa
    maret mac marso machi márta mawrth มีนาคม مارس מרץ مارچ मार्च মার্চ மார்ச் მარტი մարտի մարտ
    """,
    """
    april apríl huhtikuuta huhtikuu aprill aprīlis balandžio balandis avril abril aprile aprilie kwietnia
    kwiecień dubna duben apríla април апреля апрель квітня квітень красавіка красавік απριλίου απρίλιος
    április nisan aprel apirila prill aprili aibreán ebrill เมษายน أبريل אפריל آوریل اپریل अप्रैल এপ্রিল
    ஏப்ரல் აპრილი ապրիլի ապրիլ
    """,
    """
    may mai mei maj maí toukokuuta toukokuu maijs gegužės gegužė mayo maggio maio maig maja května květen
    mája máj мај май мая травня травень μαΐου μάιος május mayıs maiatza bealtaine พฤษภาคม مايو ماي מאי مه
    مئی मई মে மே მაისი մայիսի մայիս
    """,
    """
    june juni junie júní kesäkuuta kesäkuu juuni jūnijs birželio birželis juin junio giugno junho juny xuño
    iunie czerwca czerwiec června červen júna jún junij јун jun юни јуни июня июнь червня червень чэрвеня
    чэрвень ιουνίου ιούνιος június haziran iyun ekaina qershor hunyo meitheamh mehefin มิถุนายน يونيو יוני
    ژوئن جون जून জুন ஜூன் ივნისი հունիսի հունիս
    """,
    """
    july juli julie júlí heinäkuuta heinäkuu juuli jūlijs liepos liepa juillet julio luglio julho juliol
    xullo iulie lipca lipiec července červenec júla júl julij јул jul юли јули июля июль липня липень ліпеня
    ліпень ιουλίου ιούλιος július temmuz iyul uztaila korrik julai hulyo iúil gorffennaf กรกฎาคม يوليو
    يوليوز יולי ژوئیه جولائی जुलाई জুলাই ஜூலை ივლისი հուլիսի հուլիս
    """,
    """
    august augustus augusti ágúst elokuuta elokuu augusts rugpjūčio rugpjūtis août agosto agost sierpnia
    sierpień srpna srpen augusta avgust август августа серпня серпень жніўня жнівень αυγούστου αύγουστος
    augusztus ağustos avqust abuztua gusht agustus ogos agosti lúnasa awst สิงหาคม أغسطس غشت אוגוסט اوت اگست
    अगस्त আগস্ট ஆகஸ்ட் აგვისტო օգոստոսի օգոստոս
    """,
    """
    september syyskuuta syyskuu septembris rugsėjo rugsėjis septembre septiembre settembre setembro setembre
    septembrie września wrzesień září septembra септембар septembar септември сентября сентябрь вересня
    вересень верасня верасень σεπτεμβρίου σεπτέμβριος szeptember eylül sentyabr iraila shtator setyembre
    septemba medi กันยายน سبتمبر شتنبر ספטמבר سپتامبر ستمبر सितंबर সেপ্টেম্বর செப்டம்பர் სექტემბერი
    սեպտեմբերի սեպտեմբեր
    """,
    """
    october oktober október lokakuuta lokakuu oktoober oktobris spalio spalis octobre octubre ottobre
    outubro octombrie października październik října říjen októbra октобар oktobar октомври октября октябрь
    жовтня жовтень кастрычніка кастрычнік οκτωβρίου οκτώβριος ekim oktyabr urria tetor oktubre oktoba hydref
    ตุลาคม أكتوبر אוקטובר اکتبر اکتوبر अक्टूबर অক্টোবর அக்டோபர் ოქტომბერი հոկտեմբերի հոկտեմբեր
    """,
    """
    november nóvember marraskuuta marraskuu novembris lapkričio lapkritis novembre noviembre novembro
    noiembrie listopada listopad listopadu novembra новембар novembar ноември ноября ноябрь листопада
    листопад лістапада лістапад νοεμβρίου νοέμβριος kasım noyabr azaroa nëntor nobyembre novemba samhain
    tachwedd พฤศจิกายน نوفمبر نونبر נובמבר نوامبر نومبر नवंबर নভেম্বর நவம்பர் ნოემბერი նոյեմբերի նոյեմբեր
    """,
    """
    december dezember desember joulukuuta joulukuu detsember decembris gruodžio gruodis décembre diciembre
    dicembre dezembro desembre decembro decembrie grudnia grudzień prosince prosinec decembra децембар
    decembar декември декабря декабрь грудня грудень снежня снежань δεκεμβρίου δεκέμβριος aralık dekabr
    abendua dhjetor disember disyembre desemba nollaig rhagfyr ธันวาคม ديسمبر دجنبر דצמבר دسامبر دسمبر
    दिसंबर ডিসেম্বর டிசம்பர் დეკემბერი դեկտեմբերի դեկտեմբեր
    """,
)
"""Full names, January's first, in lower case, as they stand alone and in dates."""

SHORT_MONTHS = (
    """
    Jan Jän jan tammi jaan janv saus ene gen xan ian sty јан яну янв січ сту Ιαν Oca yan urt Ene Ean Ion ม.ค
    ינו׳ जन॰ জানু იან հնվ
    """,
    """
    Feb feb helmi veebr febr vas févr fev lut úno феб фев февр лют Φεβ Şub ots shk Peb Feabh Chwef Chw ก.พ
    פבר׳ फ़र॰ ফেব பிப் თებ փտվ
    """,
    """
    Mar Mär mrt Mrt mar maalis kov bře мар бер сак Μαρ Μάρ márc Maw มี.ค மார் მარ մրտ
    """,
    """
    Apr apr huhti bal avr abr kwi dub апр квіт кра Απρ ápr Nis api pri Abr Aib Ebr เม.ย אפר׳ এপ্রি ஏப் აპრ
    ապր
    """,
    """
    touko geg mag kvě трав Μαΐ Μάι Beal พ.ค მაი մյս
    """,
    """
    kesä jūn birž giu iun cze čvn июн черв чэр Ιουν Ιούν Haz iyn eka qer Hun Meith Meh มิ.ย ივნ հնս
    """,
    """
    heinä jūl liep juil lug xul iul lip čvc июл лип ліп Ιουλ Ιούλ Tem iyl uzt korr Hul Gorff Gor ก.ค जुल॰
    জুল ივლ հլս
    """,
    """
    Aug aug ágú elo rugp ago sie srp avg авг серп жні Αυγ Αύγ Ağu avq abu gush Agu Ogo Ago Lún ส.ค אוג׳ अग॰
    აგვ օգս
    """,
    """
    Sep Sept sep syys sept rugs set wrz zář сеп сент вер Σεπ szept Eyl sen ira sht Set MFómh ก.ย ספט׳ सित॰
    সেপ সেপ্ট செப் სექ սեպ
    """,
    """
    Oct Okt okt loka spal oct ott out paź říj окт жовт кас Οκτ Eki urr tet DFómh Hyd ต.ค אוק׳ अक्टू॰ অক্টো
    அக் ოქტ հոկ
    """,
    """
    Nov nov nóv marras lapkr lis нов ное нояб лист ліс Νοε Νοέ Kas noy aza nën Nob Samh Tach พ.ย נוב׳ नव॰
    নভে ნოე նոյ
    """,
    """
    Dec Dez dec Des des joulu dets gruod déc dic dez gru дец дек груд сне Δεκ Ara dek abe dhj Dis Noll Rhag
    ธ.ค דצמ׳ दिस॰ ডিসে டிச დეკ դեկ
    """,
)
"""Short names without their dots, with the capitals that their languages give them."""

WEEKDAYS = (
    """
    monday montag maandag måndag mandag mánudagur maanantaina maanantai esmaspäev pirmdiena pirmadienis
    lundi lunes lunedì segunda-feira dilluns luns luni poniedziałek pondělí pondelok ponedeljek понедељак
    ponedeljak понеделник понедельник понеділок панядзелак δευτέρα hétfő pazartesi astelehena senin isnin
    jumatatu วันจันทร์ الاثنين دوشنبه پیر सोमवार সোমবার திங்கள் ორშაბათი երկուշաբթի 월요일 月曜日 星期一
    """,
    """
    tuesday dienstag dinsdag tisdag tirsdag tysdag þriðjudagur tiistaina tiistai teisipäev otrdiena
    antradienis mardi martes martedì terça-feira dimarts marți wtorek úterý utorok torek уторак utorak
    вторник вівторок аўторак τρίτη kedd salı asteartea selasa jumanne วันอังคาร الثلاثاء سه‌شنبه منگل
    मंगलवार মঙ্গলবার செவ்வாய் სამშაბათი երեքշաբթի 화요일 火曜日 星期二
    """,
    """
    wednesday mittwoch woensdag onsdag miðvikudagur keskiviikkona keskiviikko kolmapäev trešdiena
    trečiadienis mercredi miércoles mercoledì quarta-feira dimecres mércores miercuri środa středa streda
    sreda среда сряда середа серада τετάρτη szerda çarşamba çərşənbə asteazkena rabu miyerkules jumatano
    วันพุธ الأربعاء چهارشنبه بدھ बुधवार বুধবার புதன் ოთხშაბათი չորեքշաբթի 수요일 水曜日 星期三
    """,
    """
    thursday donnerstag donderdag torsdag fimmtudagur torstaina torstai neljapäev ceturtdiena ketvirtadienis
    jeudi jueves giovedì quinta-feira dijous xoves joi czwartek čtvrtek štvrtok četrtek четвртак četvrtak
    четвъртък четврток четверг четвер чацвер πέμπτη csütörtök perşembe osteguna kamis khamis huwebes
    alhamisi déardaoin วันพฤหัสบดี الخميس پنجشنبه جمعرات गुरुवार বৃহস্পতিবার வியாழன் ხუთშაბათი հինգշաբթի 목요일
    木曜日 星期四
    """,
    """
    friday freitag vrijdag vrydag fredag föstudagur perjantaina perjantai reede piektdiena penktadienis
    vendredi viernes venerdì sexta-feira divendres venres vineri piątek pátek piatok petek петак petak петък
    петок пятница пʼятниця пятніца παρασκευή péntek cuma cümə ostirala jumat jumaat biyernes ijumaa วันศุกร์
    الجمعة جمعه جمعہ शुक्रवार শুক্রবার வெள்ளி პარასკევი ուրբաթ 금요일 金曜日 星期五
    """,
    """
    saturday samstag zaterdag saterdag lördag lørdag laurdag laugardagur lauantaina lauantai laupäev
    sestdiena šeštadienis samedi sábado sabato dissabte sâmbătă sobota субота subota събота сабота суббота
    σάββατο szombat cumartesi şənbə larunbata sabtu sabado jumamosi วันเสาร์ السبت شنبه ہفتہ शनिवार শনিবার
    சனி შაბათი շաբաթ 토요일 土曜日 星期六
    """,
    """
    sunday sonntag zondag sondag söndag søndag sunnudagur sunnuntaina sunnuntai pühapäev svētdiena
    sekmadienis dimanche domingo domenica diumenge duminică niedziela neděle nedeľa nedelja недеља неделя
    недела воскресенье неділя нядзеля κυριακή vasárnap pazar bazar igandea minggu ahad linggo jumapili
    วันอาทิตย์ الأحد یکشنبه اتوار रविवार রবিবার ஞாயிறு კვირა կիրակի 일요일 日曜日 星期日
    """,
)
"""Full names, Monday's first, in lower case."""
