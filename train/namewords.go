package train

import "strings"

// peoples are adherents and regions' people that no list has.
var peoples = strings.Fields(`Democrat Democrats Republican Republicans Tory Tories Conservative Conservatives
Liberal Liberals Independents Libertarian Libertarians Greens Labourite Labourites Communist Communists Socialist Socialists
Marxist Marxists Nazi Nazis Bolshevik Bolsheviks Whig Whigs Federalist Federalists Nationalists Unionists Islamist Islamists
Muslim Muslims Moslem Moslems Islamic Christian Christians Catholic Catholics Protestant Protestants Orthodox Evangelical Evangelicals
Mormon Mormons Jew Jews Jewish Hindu Hindus Buddhist Buddhists Sikh Sikhs Sunni Sunnis Shia Shiite Shiites Shi'ite Anglican Anglicans
Kurd Kurds Kurdish Arab Arabs Arabic Hispanic Hispanics Latino Latinos Latina Latinas Asian Asians African Africans European Europeans
Western Westerner Westerners American Americans British Briton Britons English Englishman Scottish Scots Welsh Irish Irishman Dutch
Soviet Soviets Palestinian Palestinians Israeli Israelis Tibetan Chechen Chechens Uighur Uighurs Uyghur Rohingya Roma
Zionist Zionists Confederate Confederates Texan Texans Californian Californians Londoner Londoners Parisian
Yazidi Yazidis Alawite Basque Catalan Flemish Bavarian Siberian Balkan Nordic Scandinavian Persian Caucasian Eskimo Inuit Cherokee Navajo`)

// organisationNouns and placeNouns end names that the lists are short of.
var (
	organisationNouns = strings.Fields(`Agency Alliance Army Assembly Association Authority Bank Board Brigade Bureau Cabinet Campaign
Center Centre Church Club Coalition College Command Commission Committee Community Company Confederation Conference Congress Consortium
Corporation Corps Council Court Democrats Department Directorate Federation Force Forces Forum Foundation Front Fund Government Group Guard
Inc. Corp. Ltd. Institute Institution League Liberals Ministry Mission Movement Nations Network News Office Organisation Organization
Panel Parliament Partnership Party Police Post Press Program Project School Secretariat Senate Service Services Society Squad Tribunal
Times Trust Union Unit University Works Workers Journal Herald Tribune Gazette Guardian Telegraph Magazine Radio Television TV Airlines
Airways Motors Industries Technologies Systems Holdings Hospital Museum Orchestra Conservatives Republicans Greens Herald PAC`)
	placeNouns = strings.Fields(`City County Town Village Island Islands River Lake Mountain Mountains Valley Bay Coast Beach Peninsula
Province State States Republic Kingdom District Region Territory Street Avenue Road Square Park Airport Bridge Hill Hills Heights
Desert Sea Ocean Gulf Strait Canal Port Harbor Harbour Springs Falls Forest Border Plaza Tower Stadium Prison Station Highway Boulevard`)
)

// stateCodes are how American newspapers write the states behind a name.
var stateCodes = strings.Fields(`Ala. Ariz. Ark. Calif. Colo. Conn. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Mo. Mont. Neb. Nev.
N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Vt. Va. Wash. W.Va. Wis. Wyo. D.C.`)
