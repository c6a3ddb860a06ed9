//! The body and what shows that it is in danger.
//!
//! **Invariant:** as for every class: see the module above.

use super::Class;

pub(super) const CLASSES: &[Class] = &[
    (
        "breathe",
        "breathe breathes breathed breathing breath breaths breth brething breathin breathn brethe breeth breething breathng inhale inhaling respiration respirations breather",
    ),
    (
        "wake",
        "wake wakes waking woke woken wakeup waken awaken awake rouse rouses roused rousing stir stirring revive reviving arouse wak wakin awaking",
    ),
    (
        "respond",
        "respond responds responding responded response responsive reply replying answer answers answering answered react reacts reacting reacted reaction move moves moving moved movin reactive respon",
    ),
    (
        "unconscious",
        "unconscious unconcious unconsious unconscience unresponsive unresponsiv nonresponsive unrousable unarousable comatose lifeless unconcsious uncontious unconcience inconscious catatonic",
    ),
    (
        "blue",
        "blue bluish blueish bluer purple purplish grey gray greyish grayish ashen cyanotic white pale violet ashy greying",
    ),
    (
        "lip",
        "lip lips fingertip fingertips fingernail fingernails nails nail face skin mouth gums tongue hands fingers lipz feet cheeks",
    ),
    (
        "lipstrict",
        "lip lips lipz fingertips fingernails fingernail gums mouth face tongue nails skin fingers nail",
    ),
    (
        "seizure",
        "seizure seizures seizing seized seizin seize seizes siezing seziure ceasure seisure convulsion convulsions convulsing convulse convulsed convulses spasming spazzing fitting seizuring",
    ),
    (
        "jerk",
        "twitching twitchin jerking jerkin jerks shaking shakin shakes shook trembling convulsing thrashing flailing spasming twitches twitch tremoring shuddering jolting juddering jerky",
    ),
    (
        "collapse",
        "collapse collapsed collapses collapsing colapsed collapsd faint fainted fainting faints keeled syncope slumped slumps",
    ),
    ("chest", "chest heart sternum chst ribcage"),
    ("heart", "heart heartbeat pulse"),
    (
        "pain",
        "pain pains hurt hurts hurting hurtin tight tightness tightening pressure crushing crushed crush squeeze squeezing ache aches aching stabbing heavy heaviness burning sharp killing pounding sore pang pangs painful agony discomfort",
    ),
    (
        "limb",
        "arm arms leg legs face hand hands feet foot side body fingers toes limbs limb lips tongue jaw legz",
    ),
    (
        "numb",
        "numb numbness paralyzed paralysed paralysis tingling tingly drooping droopy drooped dead weak limp useless",
    ),
    (
        "choke",
        "choking choke chokes choked chokin chocking suffocating suffocate suffocated suffocates asphyxiating strangling",
    ),
    ("throat", "throat throats airway tongue windpipe neck lips face"),
    (
        "swell",
        "swell swelling swells swollen swelled closing closed closes close tightening tight puffing puffed constricting shut shutting huge blocked",
    ),
    (
        "sick",
        "sick ill unwell nauseous nauseated nausea queasy dizzy woozy faint shaky trembly feverish clammy sweaty sweating horrible horible awful terrible dreadful rough weird strange funny bad poorly lousy wrong crap crappy shit shitty shite fucked miserable ghastly rotten wretched odd delirious disoriented unsteady wobbly lightheaded cold drowsy groggy confused messed wrecked freaked peculiar hot worse weak out horrid atrocious spinny loopy green trippy sik nautious off",
    ),
    (
        "verysick",
        "sick ill unwell nauseous nauseated nausea queasy dizzy woozy faint shaky trembly horrible horible awful terrible dreadful rough lightheaded disoriented nautious poorly clammy unsteady wobbly horrid delirious sik fucked",
    ),
    (
        "vomit",
        "vomit vomits vomited vomiting vomitting vomitin vommed vomming puke pukes puked puking pukin barf barfed barfing threw throwing throw thrown upchucking retching retch heaving hurling hurled hurl yakking spewing spewed chundering yakked vom vommit upchuck",
    ),
    (
        "vomitone",
        "vomit vomits vomited vomiting vomitting vomitin vommed vomming puke pukes puked puking pukin barf barfed barfing retching heaving spewing spewed vom upchucking yakking chundering hurling",
    ),
    (
        "symptom",
        "nausea nauseous dizzy dizziness vomiting puking sweating sweats tremors tremor trembling shaking shakes shaky shivering shivers chills cramps palpitations racing spinning blurry blurred vision hallucinating hallucinations itching itchy rash hives sick stomach headache lightheaded heartbeat pounding wobbly faint fainting confused jittery heart tummy belly puke vomit tremble twitchy twitching migraine focus fever diarrhea diarrhoea clammy wobble stumbling unsteady drowsy",
    ),
    (
        "confused",
        "confused confusion disoriented disorientated delirious delirium incoherent incoherently gibberish babbling raving rambling nonsense hallucinating hallucinates hallucination hallucinations hallucinate seeing hearing psychotic psychosis slurring slurred slurs mumbling muttering",
    ),
    ("blood", "blood bloody bleeding bleed bled haemorrhaging hemorrhaging"),
    (
        "fallasleep",
        "falling fall falls fell nodding nod nods nodded noddin drifting drift dozing doze dozed dozes passing passed microsleep microsleeps microsleeping microslept blacking blacked blackouts conking conked snoozing nodoff zoning",
    ),
    ("eyes", "eyes eye eyelids eyelid lids"),
];
