"""What people call the time zones: abbreviations, countries, and cities that IANA does not list."""

NAMES = """
    America/New_York: et, est, edt, eastern, eastern time, eastern standard, eastern daylight,
        us eastern, nyc, ny, new york city, boston, washington, washington dc, dc, philadelphia,
        philly, atlanta, miami, orlando, tampa, pittsburgh, charlotte, raleigh, baltimore, cleveland,
        columbus, east coast
    America/Chicago: ct, cdt, central, central standard, central daylight, us central, dallas,
        houston, austin, texas, san antonio, minneapolis, st louis, saint louis, nashville,
        milwaukee, kansas city, new orleans
    America/Denver: mt, mdt, mountain, mountain daylight, us mountain, salt lake city, colorado,
        boulder, albuquerque
    America/Phoenix: arizona
    America/Los_Angeles: pt, pst, pdt, pacific, pacific standard, pacific daylight, us pacific, sf,
        san francisco, bay area, sf bay area, silicon valley, la, seattle, san diego, san jose,
        palo alto, mountain view, sacramento, oakland, california, las vegas, west coast
    Pacific/Honolulu: hst, hawaii
    America/Anchorage: akst, akdt, alaska
    America/Halifax: adt, nova scotia
    America/St_Johns: nst, ndt
    America/Toronto: ottawa, ontario, quebec, waterloo
    America/Edmonton: calgary, alberta
    America/Vancouver: british columbia
    America/Mexico_City: guadalajara
    America/Sao_Paulo: brt, rio, rio de janeiro, brasilia
    America/Argentina/Buenos_Aires: argentina, argentinian, buenos aires
    America/Santiago: chile
    America/Bogota: colombia, medellin
    America/Lima: peru
    America/Costa_Rica: san jose costa rica
    Europe/London: bst, uk, united kingdom, britain, british, england, scotland, wales, edinburgh,
        manchester, glasgow, bristol, leeds, birmingham, oxford
    Europe/Dublin: ireland, irish
    Europe/Lisbon: portugal, porto
    Europe/Berlin: germany, german, deutschland, deutsche, munich, munchen, muenchen, hamburg,
        cologne, koln, koeln, frankfurt, stuttgart, dusseldorf, leipzig
    Europe/Paris: france, french, lyon, toulouse, marseille
    Europe/Madrid: spain, spanish, espana, barcelona, valencia
    Europe/Rome: italy, italian, italia, milan, milano, roma, turin
    Europe/Amsterdam: netherlands, the netherlands, dutch, holland, rotterdam, the hague, utrecht,
        eindhoven
    Europe/Brussels: belgium, belgian, antwerp, ghent
    Europe/Zurich: switzerland, swiss, schweiz, geneva, basel, lausanne
    Europe/Vienna: austria, austrian, wien, graz
    Europe/Warsaw: poland, polish, krakow, wroclaw, gdansk
    Europe/Prague: czechia, czech, czech republic, brno
    Europe/Budapest: hungary, hungarian
    Europe/Stockholm: sweden, swedish, gothenburg, malmo
    Europe/Oslo: norway, norwegian
    Europe/Copenhagen: denmark, danish
    Europe/Helsinki: finland, finnish
    Europe/Athens: greece, greek
    Europe/Bucharest: romania, romanian, cluj
    Europe/Sofia: bulgaria, bulgarian
    Europe/Kyiv: ukraine, ukrainian, lviv
    Europe/Istanbul: turkiye, turkish, trt, ankara, izmir
    Europe/Moscow: msk, saint petersburg, st petersburg
    CET: cest, mez, mesz, central european, central european summer
    EET: eest, eastern european, eastern european summer
    WET: western european
    UTC: utc, z, coordinated universal
    GMT: gmt, greenwich mean
    Asia/Jerusalem: israel, israeli, idt, tel aviv, haifa
    Asia/Dubai: gst, uae, abu dhabi
    Asia/Riyadh: saudi arabia, saudi, jeddah
    Africa/Cairo: egypt, egyptian
    Africa/Lagos: wat, nigeria, nigerian
    Africa/Nairobi: kenya, kenyan
    Africa/Johannesburg: sast, south africa, south african, cape town, pretoria
    Africa/Casablanca: morocco
    Asia/Karachi: pkt, pakistan, lahore, islamabad
    Asia/Kolkata: india, indian, bangalore, bengaluru, mumbai, bombay, delhi, new delhi, hyderabad,
        chennai, pune, gurgaon, noida, ahmedabad
    Asia/Dhaka: bangladesh
    Asia/Colombo: sri lanka
    Asia/Kathmandu: nepal
    Asia/Bangkok: ict, thailand
    Asia/Ho_Chi_Minh: vietnam, hanoi, saigon, ho chi minh city
    Asia/Jakarta: wib
    Asia/Singapore: sgt, singapore
    Asia/Kuala_Lumpur: malaysia, myt
    Asia/Manila: philippines, pht, cebu
    Asia/Hong_Kong: hkt
    Asia/Shanghai: china, chinese, beijing, shenzhen, guangzhou, hangzhou
    Asia/Taipei: taiwan
    Asia/Tokyo: jst, japan, japanese, osaka, kyoto
    Asia/Seoul: kst, korea, south korea, korean, busan
    Australia/Sydney: aedt, aet, new south wales
    Australia/Melbourne: victoria
    Australia/Brisbane: queensland, gold coast
    Australia/Adelaide: acdt
    Australia/Perth: awst
    Pacific/Auckland: nzst, nzdt, nzt, new zealand, wellington, christchurch
"""
"""The names that stand for one zone, by zone."""

SHARED_NAMES = """
    ist: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem
    cst: America/Chicago, Asia/Shanghai, America/Havana
    mst: America/Denver, America/Phoenix
    mountain standard: America/Denver, America/Phoenix
    ast: America/Halifax, Asia/Riyadh
    aest: Australia/Sydney, Australia/Brisbane
    acst: Australia/Adelaide, Australia/Darwin
    portland: America/Los_Angeles, America/New_York
    cambridge: Europe/London, America/New_York
    samoa: Pacific/Apia, Pacific/Pago_Pago
    georgia: America/New_York, Asia/Tbilisi
    us: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    usa: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    united states: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    canada: America/Toronto, America/Winnipeg, America/Edmonton, America/Vancouver, America/Halifax
    canadian: America/Toronto, America/Winnipeg, America/Edmonton, America/Vancouver, America/Halifax
    brazil: America/Sao_Paulo, America/Manaus
    mexico: America/Mexico_City, America/Cancun, America/Tijuana
    australia: Australia/Sydney, Australia/Brisbane, Australia/Adelaide, Australia/Darwin, Australia/Perth
    australian: Australia/Sydney, Australia/Brisbane, Australia/Adelaide, Australia/Darwin, Australia/Perth
    indonesia: Asia/Jakarta, Asia/Makassar, Asia/Jayapura
    russia: Europe/Moscow, Asia/Yekaterinburg, Asia/Novosibirsk, Asia/Vladivostok
    europe: Europe/London, Europe/Berlin, Europe/Helsinki
    european: Europe/London, Europe/Berlin, Europe/Helsinki
"""
"""The names that several zones share, with the zones that people mean by them, the likeliest first."""

HALF_HOURS = """
    +3:30 Asia/Tehran
    +4:30 Asia/Kabul
    +5:30 Asia/Kolkata
    +5:45 Asia/Kathmandu
    +6:30 Asia/Yangon
    +8:45 Australia/Eucla
    +9:30 Australia/Darwin
    -9:30 Pacific/Marquesas
"""
"""Zones that are always so far from UTC, where the difference is no whole number of hours."""

COMMON_ZONES = (
    "UTC", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
    "America/Toronto", "America/Mexico_City", "America/Sao_Paulo", "Europe/London", "Europe/Dublin",
    "Europe/Lisbon", "Europe/Paris", "Europe/Madrid", "Europe/Amsterdam", "Europe/Berlin",
    "Europe/Zurich", "Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/Athens",
    "Europe/Kyiv", "Africa/Lagos", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi",
    "Europe/Istanbul", "Asia/Jerusalem", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Jakarta", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai",
    "Asia/Manila", "Asia/Seoul", "Asia/Tokyo", "Australia/Perth", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip
"""What a menu offers before anything is typed, from west to east."""
