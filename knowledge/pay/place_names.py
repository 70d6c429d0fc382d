"""Places that texts about pay name and our vocabulary need not have: countries, regions, large cities."""

PLACE_NAMES = frozenset(
    name.strip()
    for name in """
afghanistan, africa, albania, algeria, angola, apac, argentina, armenia, asia, australia, austria, azerbaijan, bahrain, bangladesh,
belarus, belgium, bolivia, bosnia, botswana, brazil, brasil, bulgaria, cambodia, cameroon, canada, canadá, chile, china, colombia,
costa rica, croatia, cuba, cyprus, czechia, czech republic, denmark, dominican republic, ecuador, egypt, el salvador, emea, estonia,
ethiopia, eu, europe, european union, europa, finland, france, francia, frankreich, georgia, germany, deutschland, alemania, allemagne,
ghana, greece, guatemala, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, italia, ivory coast,
jamaica, japan, jordan, kazakhstan, kenya, korea, south korea, kuwait, latam, latin america, latinoamérica, latvia, lebanon, lithuania,
luxembourg, malaysia, malta, mexico, méxico, middle east, moldova, mongolia, morocco, mozambique, myanmar, namibia, nepal, netherlands,
the netherlands, holland, nederland, new zealand, nicaragua, nigeria, north america, norway, oman, pakistan, panama, paraguay, peru, perú,
philippines, poland, polska, portugal, qatar, romania, russia, rwanda, saudi arabia, senegal, serbia, singapore, slovakia, slovenia,
south africa, south america, southeast asia, spain, españa, espagne, sri lanka, sudan, sweden, switzerland, schweiz, suisse, syria,
taiwan, tanzania, thailand, tunisia, turkey, türkiye, uae, united arab emirates, uganda, uk, united kingdom, great britain, britain,
england, scotland, wales, northern ireland, ukraine, uruguay, usa, us, u.s., u.s, united states, estados unidos, ee.uu, eeuu, america,
uzbekistan, venezuela, vietnam, việt nam, zambia, zimbabwe, abu dhabi, accra, addis ababa, ahmedabad, amsterdam, ankara, antwerp, athens,
auckland, austin, atlanta, bangalore, bengaluru, bangkok, barcelona, basel, beijing, belfast, belgrade, belo horizonte, berlin, bilbao,
birmingham, bogotá, bogota, boston, bratislava, brisbane, bristol, brussels, bucharest, budapest, buenos aires, cairo, calgary, cambridge,
cape town, cardiff, casablanca, chandigarh, chennai, chicago, cluj, cologne, köln, copenhagen, curitiba, dallas, delhi, delhi ncr, new delhi,
ncr, denver, detroit, dhaka, dubai, dublin, düsseldorf, edinburgh, eindhoven, florianópolis, frankfurt, gdansk, geneva, genève, glasgow,
gothenburg, guadalajara, gurgaon, gurugram, hà nội, hanoi, hamburg, hamilton, helsinki, ho chi minh city, hồ chí minh, houston, hyderabad,
islamabad, istanbul, jakarta, johannesburg, karachi, kathmandu, kiev, kyiv, kolkata, krakow, kraków, kuala lumpur, lagos, lahore, leeds,
lille, lima, lisbon, lisboa, liverpool, ljubljana, london, los angeles, lyon, madrid, málaga, manchester, manila, marseille, medellín,
medellin, melbourne, mexico city, ciudad de méxico, cdmx, miami, milan, milano, minneapolis, minsk, monterrey, montevideo, montreal,
montréal, moscow, mumbai, munich, münchen, nairobi, nantes, naples, new york, new york city, nyc, nyc/nj, bay area, sf bay area,
silicon valley, noida, nottingham, osaka, oslo, ottawa, oxford, paris, perth, philadelphia, phoenix, portland, porto, porto alegre,
prague, praha, pune, quito, raleigh, reading, recife, riga, rio de janeiro, riyadh, rome, rotterdam, salvador, san diego, san francisco,
san jose, santiago, são paulo, sao paulo, seattle, seoul, sevilla, seville, shanghai, shenzhen, sofia, st. louis, stockholm, stuttgart,
sydney, tallinn, tampa, tbilisi, tehran, tel aviv, the hague, thessaloniki, tokyo, toronto, toulouse, turin, utrecht, valencia, vancouver,
vienna, wien, vilnius, warsaw, warszawa, washington, washington dc, waterloo, wellington, wrocław, wroclaw, zagreb, zaragoza, zurich,
zürich, da nang, đà nẵng, hcmc, hochiminh, hochiminh city, saigon, hải phòng, cần thơ, coimbatore, kochi, indore, jaipur,
thiruvananthapuram, trivandrum, mohali, nagpur, bhubaneswar, mysore, mysuru, lucknow, campinas, brasília, goiânia, fortaleza, joinville,
blumenau, londrina, maringá, uberlândia, são josé dos campos, łódź, poznań, katowice, gdynia, lublin, rzeszów, szczecin, bydgoszcz,
bordeaux, rennes, strasbourg, montpellier, grenoble, sophia antipolis, leipzig, dresden, nürnberg, nuremberg, hannover, bremen, karlsruhe,
mannheim, bonn, dortmund, aachen, heidelberg, potsdam, regensburg, lausanne, bern, winterthur, lugano, den haag, leiden, delft, groningen,
nijmegen, haarlem, amersfoort, ghent, leuven, tampere, espoo, aarhus, malmö, bergen, trondheim, brno, ostrava, cork, galway, newcastle,
sheffield, palo alto, mountain view, menlo park, sunnyvale, santa clara, redwood city, cupertino, oakland, san mateo, salt lake city,
pittsburgh, nashville, charlotte, columbus, cincinnati, cleveland, indianapolis, kansas city, orlando, baltimore, irvine, santa monica,
sacramento, las vegas, honolulu, brooklyn, manhattan, jersey city, hoboken, boulder, ann arbor, el segundo,
北京, 上海, 深圳, 杭州, 广州, 成都, 南京, 武汉, 苏州, 西安, 香港, 台北, 東京, 大阪, 福岡, 远程, fully remote, remote, worldwide, nationwide, global, tier 1 cities, tier-1 cities, tier 2 cities, tier-2 cities
""".replace("\n", " ").split(",")
)
"""In lower case, as texts write them."""
