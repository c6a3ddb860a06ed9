//! What people do: take, stop, buy, drive, die.
//!
//! **Invariant:** as for every class: see the module above.

use super::Class;

pub(super) const CLASSES: &[Class] = &[
    (
        "take",
        "take takes took taken taking tak takin tooken use uses used using drink drinks drank drunk drinking drinkin have has had having hav eat eats ate eaten eating consume consumed consuming swallow swallowed dose doses dosed dosing ingest ingested try tries tried trying start starting started pop popped popping sip sipped sipping do does did doing done brew steep burn chug chugged down downed snort smoke smoked smoking vape",
    ),
    (
        "takestrict",
        "take takes took taken taking tak takin tooken use uses used using drink drinks drank drinking drinkin eat eats ate eaten eating consume consumes consumed consuming swallow swallowed swallowing dose dosed dosing redose redosing ingest ingested ingesting pop popped popping sip sipped sipping chug chugged chugging snort smoke smoking vape brew brewing toke try trying tried start starting",
    ),
    (
        "took",
        "took take takes taken taking ate eaten eat eats eating drank drunk drink drinks drinking swallowed swallow swallows swallowing consumed ingested ingest had have has having did done downed chugged popped used necked gulped gobbled scoffed devoured sipped dosed guzzled tooken tok dropped smoked snorted munched chewed licked licking lapped nibbled chewing nibbling inhaled finished",
    ),
    (
        "ate",
        "ate eaten eat eats eating swallowed swallow swallows swallowing drank drunk drink drinks drinking chewed chewing chew chews licked licking licks lapped nibbled nibbling munched munching consumed ingested ingest gobbled gulped devoured scoffed downed sipped chugged wolfed nommed ated eated snacked tasted sampled inhaled snarfed",
    ),
    ("intends", "going gonna gunna want wanna planning plan will ill ima imma ready"),
    ("gotinto", "into hold at ahold a|hold"),
    (
        "stop",
        "stop stopped stopping stops stoped quit quits quitting quitted quiting ditch ditching drop dropping dropped kick kicking ceasing cease abandon skip",
    ),
    (
        "replace",
        "replace replaces replaced replacing substitute substituting swap swapping switch switching ditch ditching drop dropping instead insted alternative alternativ replacement supplant",
    ),
    (
        "mix",
        "mix mixes mixed mixing mixin mixture combine combines combined combining combination combo comination stack stacks stacked stacking blend blended blending pair paired pairing coadminister potentiate potentiates potentiating potentiator potentiators boost contraindicated contraindication contraindications contraindicate",
    ),
    (
        "interact",
        "interact interacts interacting interacted interaction interactions interacton interacton clash clashes clashing interfere interferes interfering conflict conflicts counteract",
    ),
    (
        "with",
        "with w wit wth and plus alongside on together while alongwith whilst + without after before during",
    ),
    (
        "buy",
        "buy buys buying bought purchase purchasing purchased order ordering ordered score scoring cop copping obtain obtaining acquire source sourcing",
    ),
    (
        "sell",
        "sell sells selling sold stock stocks stocking stocked carry carries deliver delivers delivery vend",
    ),
    (
        "vendor",
        "vendor vendors seller sellers supplier suppliers dealer dealers plug plugs retailer retailers reseller distributor wholesaler wholesalers wholesale headshop smokeshop supplyer",
    ),
    (
        "shop",
        "shop shops store stores site sites website websites headshop headshops smokeshop market marketplace outlet outlets online webshop amazon ebay etsy dispensary gas station",
    ),
    (
        "price",
        "price prices priced pricing cost costs cheap cheaper cheapest bargain deal deals discount discounts coupon coupons coupon codes voucher promo dollars euros bucks quid expensive",
    ),
    ("drive", "drive drives driving drivin drove driven drivng drving drivig"),
    (
        "vehicle",
        "car truck lorry van bike motorbike motorcycle scooter moped bus taxi uber lyft forklift crane tractor train tram plane boat ship excavator digger bulldozer wheel road motorway highway freeway interstate vehicle vehicles bicycle ebike",
    ),
    (
        "machinery",
        "machinery machine machines machinary forklift crane chainsaw saw tools excavator digger tractor lathe equipment ladder ladders scaffolding scaffold roof roofing heights",
    ),
    ("die", "die dying died dies dieing dyin diee dieee dead dyeing d1e"),
    (
        "quit",
        "quit quits quitting quiting quitted stop stopping stopped detox detoxing detoxed kick kicking wean weaning weaned taper tapering tapered tapers tapper cut cutting reduce reducing",
    ),
    (
        "addicted",
        "addicted adicted addict adict addictd hooked dependent dependant depndent dependence dependency addiction adiction enslaved reliant",
    ),
    (
        "taper",
        "taper tapers tapering tapered wean weans weaning weaned tapper detox detoxing detoxed ween weening",
    ),
    ("crave", "crave craves craving cravings cravng urges jonesing fiending itch"),
];
