//! Amounts and schedules, in the short forms of chats.
//!
//! **Invariant:** an amount is asked for, not compared.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Dosing);

const OTHER: Group = &[
    "morning|night person|owl|shift",
    "dose of reality|his|own|humor|sunshine",
    "litre|liter|pint|gallon|pound ..2 of? ..1 flour|water|milk|$",
    "which|what ..2 scale|strain|one ..3 most",
    "recipe|cake|dough|flour|sugar|salt|rice|oven|workout|squats|beans|milk|butter|detergent|fertilizer|bread|pasta|chicken|coffee|espresso|litre|liter|espresso|ram|gpu|monitor|people ..1 are|minutes|pizza|beer",
    "how much|many ..3 known|research|evidence|people|members|shipping|cost|costs|pay|longer|calories|caffeine|alkaloids|different|worse|better",
    "high|low|large|small|larger|smaller|bigger|higher|lower|big ..2 vs|versus|compared|than|against",
    "what|why|how|does|do|are|is ..2 low|high|small|large|bigger|smaller|larger|higher|big ..1 dose|doses|amount|amounts|serving|servings ..3 do|does|feel|affect|cause|discouraged|different|change|make|sedate|calm",
    "does|do|why|how ..3 dose|doses|amount|amounts|serving|servings ..2 affect|change|matter|influence|depend|differ|make|determine",
    "dose dependent|response",
    "effects|difference|feel ..4 low|high|small|large|doses|amounts",
    "took|taken|had ..2 too much|many",
    "not ..3 numbers|dosing|advice|number",
];

pub(super) static RULES: &[Rule] = &[Rule {
    name: "amount_short",
    when: &[&[
        "how much|many ..1 grams|g|mg|capsules|caps|scoops|spoons|teaspoons|tsp|cups|drops|gummies|pills|ml|tablespoons|doses|servings|milligrams|hits",
        "how much|many ..2 @kratomstrict|powder|leaf|green|red|white|extract|tea|vein ..3 for|to|do|should|in|per|is|a|at|before|until",
        "how much|many ..1 for|per|to ..3 start|energy|sleep|pain|focus|anxiety|people|day|person|take|put|use|me|beginner|first|mood|work|relax|drink|brew|add|feel|get",
        "how much|many ..2 days|weeks ..1 off|on|break",
        "how much ..2 @mass|capsule|scoop|teaspoon|tsp|spoon|cap ..1 weigh|weighs|hold|holds|contain|contains|have|has|is|equal",
        "what|whats|which|wat ..2 @dose ..4 recommend|recommended|take|use|start|suggest|good|best|safe|should|you|u|work|works|people|for|do|is|to|ok|right|normal|be|would",
        "recommended|recommend|normal|usual|typical|safe|average|standard|good|right|correct|suggested|starting|starter|beginner|beginners|newbie|daily|ideal|proper|effective|threshold|common|max|maximum|minimum|maintenance|therapeutic|optimal|average|sensible|adult|elderly|senior @dose|amount|quantity",
        "@dose ..2 by|per|based|according|for|guide|chart|calculator|recommendation|recommendations|advice|schedule|suggestions|tips|help|regime|regimen|limit|info ..2 weight|kg|body|age|me|beginner|$|please|pls|size|anyone",
        "microdose|microdosing|microdoses|megadose|megadosing|titrate|titrating|titration",
        "size|strength of ..2 serving|dose|scoop|normal|portion|one",
        "what|which counts|qualifies|considered|classed|is|s ..3 low|high|small|large|normal|moderate|big|heavy ..1 dose|amount|serving ..3 gram|grams|g|mg|number|numbers|$",
        "roughly|approximately|ballpark|approx|exactly|about ..1 how much|many",
        "ballpark|rough|exact amount|number|figure|dose",
        "upper|daily|safe|max|maximum|hard limit|cap|ceiling|maximum",
        "max|maximum ..3 take|safely|day|daily|safe|sitting|should|allowed|$",
        "most ..2 take|safely|should|day",
        "when ..1 is|does|becomes ..2 too much|many",
        "too much|many ..1 for|to|at ..1 a|me|my|one|once|beginner|start|first|someone",
        "#|@number|half|whole|entire|full|one|a ..1 @mass|bag|bottle|cup|cups|scoop|spoon|spoons|spoonful|gummy|gummies|shot|teaspoon|capsule|pill|pills|packet|teabag|bags|cap|caps ..1 of|powder|each|per? ..4 enough|ok|okay|fine|safe|too|good|day|right|lot|sufficient|overkill|alright|reasonable|first|beginner|a_day|daily",
        "#|@number|half|one ..1 @mass|bag|bottle|cup|scoop|spoon|gummy|shot|packet|cap|bags ..3 or ..1 #|@number|whole|entire|half|full|one|two|more",
        "should|shall|can|could|do|would|is|if ..1 i|we|he|she|you|to? ..1 @takestrict|finish|drink|have ..1 the|a|all ..1 entire|whole|full|half|all|rest ..1 bottle|shot|bag|pack|packet|thing|pouch|cup|of",
        "how heavy|big|large|full|strong ..2 should|is|a|scoop|dose|spoon|serving|cup ..2 scoop|dose|spoon|serving|cup|be|capsule",
        "ok|okay|safe|fine|bad|alright|healthy|sensible ..2 to|2|for|if ..2 use|take|drink|have|taking|using|drinking|dose ..3 daily|everyday|every|twice|nightly|regularly|frequently|often|weekly",
        "morning|night|evening|afternoon|breakfast|bedtime or ..1 night|morning|evening|at|after|before|afternoon|bedtime ..1 $|better|best|for|dose|kratom",
        "what|whats|best|which|right ..2 time ..1 of|to? ..1 day|take|night|dose|drink ..4 take|best|it|to|kratom|dose|$",
        "take|taking|drink|drinking|use|dose ..2 it|this|kratom|that|the ..1 powder? ..2 with|on|before|after|without ..1 an? food|empty|eating|breakfast|meals|meal|lunch|dinner|bed|workout",
        "up|raise|increase|lower|reduce|drop|bump|adjust|halve|double|change ..1 my|his|her|your @dose|amount|intake|serving",
        "@not|didnt|dont|barely|hardly|dont ..2 feel|feeling|felt ..1 it|anything|much|any|nothing|the ..4 take|more|dose|up|another|increase|again|enough|amount|capsules|grams",
        "take|have|drink|use|add|try ..1 more|another|extra ..1 $|dose|now|today|tonight|after|if|later|again|soon|or",
        "people|person|someone|man|woman|guy|girl|adult|for ..2 my|his|her|of ..1 size|weight|height|age|build ..3",
        "i|im|he|she ..1 weigh|weighs|weighing ..2 # ..1 kg|kilos|lbs|pounds|lb|stone",
        "heaped|heaping|level|rounded|packed ..1 teaspoon|tablespoon|tsp|tbsp|spoon|scoop|cup",
        "spread|space|split|spacing|splitting ..1 it|my|the|them|doses|out ..3 out|day|doses|apart|throughout|hours",
        "how far|long|many ..2 apart|between|hours",
        "cycle|rotate|rotation|rotating|cycling ..3 schedule|often|how|plan|days|strains|weeks",
        "start|begin|starting ..1 low|small|with|off|slow|at ..2 how|what|#|which|grams|g",
        "number of grams|capsules|scoops|g|doses|cups|pills",
        "equivalent|equals|convert|conversion|equal ..4 gram|grams|mg|teaspoon|capsule|capsules|dose|leaf|extract|powder|shot|scoop|tsp",
    ]],
    unless: &[
        OTHER,
        &["too much|many endorphin|endorphins|hormone|hormones|chemicals|neurotransmitters"],
    ],
    off_topic: true,
    ..BASE
}];
