//! Pregnant, breastfeeding, trying to conceive.
//!
//! **Invariant:** always referred, also in general form: the guards only know other meanings.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::Rule;

const BASE: Rule = Rule::of(Category::Pregnancy);

pub(super) static RULES: &[Rule] = &[Rule {
    name: "pregnant",
    when: &[&[
        "pregnant|pregant|pregnent|preganant|pregnet|prego|preggo|preggers|pregnancy|pregnancies|pregnany|gestation|gestational|trimester|trimesters|prenatal|antenatal|perinatal|postnatal|postpartum|unborn|fetus|foetus|fetal|foetal|miscarriage|miscarriages|miscarrage|miscarry|miscarried|stillbirth|obgyn|midwife|conceive|conceiving|conception|ttc|ivf|iui|preeclampsia|embryo|embryos",
        "breastfeed~|breastfeeding|brestfeeding|breastfeding|breastfed|breastmilk|lactat~|lactating|lactation|chestfeeding|bfing",
        "breast feed|feeding|milk|fed|pump",
        "nursing ..3 baby|mother|mom|mum|son|daughter|newborn|infant|month|mothers|while|and|kratom|still|mama",
        "is|am|was|are|still|while|currently nursing !home|degree|school|student|job",
        "trying|try ..2 for|to|2|have|make|get ..2 baby|babies|conceive|pregnant|kid",
        "baby ..2 in|inside|belly|bump|womb|tummy|coming|due|on|shower",
        "baby|bub|bubs on the way",
        "with child",
        "expecting ..3 baby|in|our|my|first|second|twins|child|a|#",
        "i|she|wife|sister|gf|girlfriend|we|were|partner ..2 expecting $",
        "knocked up",
        "up the duff",
        "two|2|double lines ..2 on ..1 stick|clearblue|pregnancy_test",
        "in the family_way|pudding_club",
        "buntis|nagdadalang_tao",
        "bun in the oven",
        "eating for two",
        "missed|late|skipped|miss ..2 period|periods",
        "period|periods ..2 late|missed",
        "positive test|pregnancy !for|thc",
        "# weeks|wks|months|month|week|mo ..2 along|preg|gone|pregnant|expecting",
        "i|im|she|ill ..2 # ..1 wks|weeks|week|months !off|clean|in|sober|into|ago|away|without|late|on|of|post|now|out|old",
        "due in|on|date ..1 january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|weeks|#",
        "had|have|birth|delivered|gave|birthed|born ..2 my|our|the|a|to ..1 baby|newborn|little|son|daughter|twins|boy|girl|bub ..1 one? ..2 on|ago|last|weeks|days|in|week|when|yesterday",
        "gave birth",
        "get|pass|passes|goes|go|into|through|in|affect ..2 the|my|breast milk|placenta|baby|womb",
        "does ..2 get ..2 into ..1 milk",
        "weaning ..1 the|my baby",
        "fertility|infertility|fertile|ovulating|ovulation",
        "baby ..4 # weeks|months|wks|mo ..4 kratom|tea|it",
        "c section|csection|cesarean",
        "morning sickness",
        "newborn|infant ..6 kratom|kratum|drink|take|using|safe",
    ]],
    unless: &[
        &[
            "guppy|fish|shrimp|cow|hamster|cat|dog|horse|goat|tank|pause|pauses|silence|sim|snail|betta|molly",
        ],
        &[
            "expecting ..2 package|delivery|order|parcel|refund|payment|call|email|reply|answer|money|transfer|too|much|result|card|results|it|more|better|them|rain|snow|a_lot",
        ],
        &["late|missed ..2 period ..2 class|school|hockey|grace"],
        &["covid|drug|antigen|urine|pcr ..3 positive|test"],
        &["due date|on ..3 payment|bill|invoice|assignment|homework|paper|project|rent|essay"],
        &["invoice|payment|bill|rent|fee|loan"],
        &["baby|newborn|period|child ..1 driver|account|savings|shower|yoda|steps|bonus|card"],
        &["conception of|conceive of"],
        &["milk chocolate|tea|frother|almond|oat|soy|coconut"],
    ],
    ..BASE
}];
