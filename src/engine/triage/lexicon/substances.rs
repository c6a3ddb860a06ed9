//! Kratom, medicines, drinks, drugs and supplements.
//!
//! **Invariant:** a substance that is not listed here is not thereby safe: the rules have frames
//! for unknown ones.

use super::Class;

pub(super) const CLASSES: &[Class] = &[
    (
        "kratom",
        "kratom kratoms kratum kratem cratom cratum kratm kratons kratim kratam kratome krat krats \
         krtom karatom kraton ketum mitragyna mitragynine mitragynin mitra 7oh leaf leaves powder powders \
         capsules capsule caps extract extracts tea kava maeng borneo bali malay bentuangie \
         shots shot gummies gummy tincture",
    ),
    (
        "kratomstrict",
        "kratom kratoms kratum kratem cratom cratum kratm kratons kratim kratam kratome krat krats \
         krtom karatom kraton ketum mitragyna mitragynine mitragynin mitra 7oh",
    ),
    (
        "product",
        "@kratomstrict leaf leaves powder powders capsule capsules caps extract extracts gummies \
         gummy tincture maeng bali borneo malay vein strain strains kava plant herb brew pouch bag \
         stash supplement tea shot shots pills tablets red green white",
    ),
    (
        "it",
        "@kratomstrict it this that stuff plant herb leaf leaves powder powders capsules capsule \
         caps extract extracts tea thing pills shots shot brew one some these those green red \
         white maeng bali borneo vein veins strain any kava gummies tincture batch brand drink",
    ),
    (
        "swallowable",
        "@kratomstrict powder powders capsule capsules caps extract extracts gummies gummy tincture \
         leaf leaves stash tea shot shots pills pill tablets pouch bag kava edible edibles \
         medicine meds medication tincture bottle brew vial supplement supplements",
    ),
    (
        "alcohol",
        "alcohol alcool booze beer beers wine vodka whiskey whisky rum gin tequila liquor lager \
         cider champagne prosecco cocktail cocktails margarita drinks pint pints brandy bourbon \
         sake soju drunk tipsy alcoholic hangover seltzer stout ipa bevvies bevvy",
    ),
    (
        "drug",
        "weed marijuana cannabis thc cbd delta8 edibles mdma ecstasy molly lsd acid shrooms \
         mushrooms psilocybin ketamine cocaine coke crack meth methamphetamine speed amphetamine \
         amphetamines heroin fentanyl fent oxy oxys oxycodone oxycontin percocet percocets percs \
         perc vicodin hydrocodone norco codeine morphine morphin dilaudid hydromorphone tramadol tram \
         tramal ultram tapentadol nucynta methadone metadone buprenorphine suboxone subutex subs bupe sublocade \
         naltrexone naloxone narcan vivitrol lucemyra lofexidine benzo benzos benzodiazepine benzodiazepines xanax xan xans \
         xanny alprazolam valium diazepam klonopin clonazepam ativan lorazepam temazepam \
         restoril librium etizolam phenibut tianeptine gabapentin gaba-pentin neurontin pregabalin \
         lyrica baclofen soma carisoprodol flexeril cyclobenzaprine methocarbamol robaxin \
         tizanidine zanaflex ambien zolpidem lunesta zopiclone sonata trazodone adderall addy \
         addies vyvanse ritalin methylphenidate concerta dexedrine dextroamphetamine modafinil \
         provigil armodafinil strattera atomoxetine lean promethazine poppers ghb gbl dxm \
         nitrous dmt ayahuasca kanna spice k2 nicotine \
         barbiturates phenobarbital dihydrocodeine zubsolv belbuca sedatives sedative sleepers",
    ),
    (
        "medicine",
        "med meds medication medications medicine medicines medecine medicin prescription prescriptions \
         prescribed script scripts rx tablets antidepressant antidepressants ssri ssris snri snris maoi maois tricyclic \
         antipsychotic antipsychotics antihistamine antihistamines antibiotic antibiotics \
         anticoagulant anticoagulants thinner thinners statin statins \
         nsaid nsaids steroids steroid contraceptive contraceptives hrt \
         insulin chemo immunosuppressant immunosuppressants inhaler diuretic diuretics \
         decongestant decongestants anticonvulsant anticonvulsants anaesthesia anesthesia \
         anaesthetic anesthetic sertraline sertralin zoloft fluoxetine prozac paroxetine paxil \
         citalopram celexa escitalopram lexapro lexipro venlafaxine effexor duloxetine cymbalta \
         desvenlafaxine pristiq bupropion wellbutrin mirtazapine remeron amitriptyline elavil \
         nortriptyline doxepin clomipramine imipramine parnate nardil selegiline moclobemide \
         phenelzine tranylcypromine vortioxetine trintellix viibryd vilazodone buspirone buspar hydroxyzine vistaril atarax \
         lithium lamictal lamotrigine depakote valproate topamax topiramate keppra levetiracetam tegretol \
         carbamazepine phenytoin dilantin oxcarbazepine zonisamide quetiapine seroquel olanzapine zyprexa risperidone \
         risperdal aripiprazole abilify haloperidol clozapine ziprasidone latuda lurasidone vraylar rexulti propranolol inderal metoprolol atenolol \
         bisoprolol carvedilol nebivolol labetalol lisinopril enalapril ramipril perindopril losartan valsartan candesartan olmesartan amlodipine \
         nifedipine diltiazem verapamil hydrochlorothiazide hctz furosemide lasix spironolactone \
         clonidine guanfacine prazosin digoxin amiodarone flecainide sotalol warfarin coumadin eliquis apixaban \
         xarelto rivaroxaban plavix clopidogrel heparin aspirin asprin ibuprofen ibuprofin advil motrin \
         nurofen naproxen aleve acetaminophen paracetamol tylenol panadol excedrin diclofenac meloxicam celebrex \
         toradol ketorolac prednisone prednisolone dexamethasone hydrocortisone levothyroxine synthroid \
         thyroxine armour metformin ozempic wegovy semaglutide mounjaro tirzepatide zepbound glipizide \
         januvia jardiance farxiga trulicity atorvastatin lipitor simvastatin rosuvastatin crestor pravastatin omeprazole \
         pantoprazole esomeprazole nexium prilosec lansoprazole famotidine pepcid ranitidine zofran ondansetron \
         metoclopramide reglan loperamide imodium immodium cimetidine tagamet benadryl diphenhydramine zyrtec \
         cetirizine claritin loratadine allegra fexofenadine nyquil dayquil sudafed pseudoephedrine \
         robitussin mucinex dextromethorphan phenylephrine albuterol salbutamol ventolin singulair montelukast \
         symbicort advair amoxicillin penicillin augmentin azithromycin zithromax clarithromycin erythromycin \
         doxycycline ciprofloxacin cipro levofloxacin metronidazole flagyl fluconazole ketoconazole itraconazole nitrofurantoin \
         bactrim trimethoprim cephalexin keflex valacyclovir acyclovir paxlovid truvada prep humira methotrexate plaquenil enbrel \
         azathioprine tacrolimus cyclosporine viagra sildenafil cialis tadalafil finasteride \
         minoxidil accutane isotretinoin tamoxifen letrozole anastrozole chantix varenicline \
         antabuse disulfiram acamprosate campral sumatriptan imitrex rizatriptan triptan triptans ergotamine topiramte \
         donepezil aricept memantine levodopa sinemet pramipexole mirapex ropinirole requip \
         allopurinol colchicine spironolactone phentermine contrave belviq melatonin unisom \
         antacid antacids tums birth-control depo mirena spiravato esketamine biologic biologics infusion entresto",
    ),
    (
        "supplement",
        "caffeine coffee redbull espresso preworkout pre-workout creatine grapefruit turmeric curcumin \
         magnesium agmatine piperine pepper quinine cimetidine ashwagandha rhodiola valerian kava \
         ginseng ginkgo wort 5htp tryptophan theanine tyrosine yohimbe yohimbine akuamma blue-lotus \
         lotus kanna skullcap passionflower chamomile damiana mugwort vitamins vitamin \
         multivitamin multivitamins melatonin probiotics probiotic collagen nac berberine zinc iron bromelain milk-thistle thistle \
         energy-drink monster celsius nootropic nootropics racetam supplements electrolytes grapefuit",
    ),
    (
        "generic",
        "opioid opioids opiate opiates painkiller painkillers narcotic narcotics hormones testosterone estrogen",
    ),
    ("chemical", "@alcohol @drug @medicine @supplement"),
    ("strong", "@alcohol @drug @medicine"),
    (
        "bodychemical",
        "receptor receptors recepters endorphin endorphins endorfins endorphines brain body \
         dopamine serotonin noradrenaline adrenaline hormones hormone system opioid opioids nervous \
         cells enzymes enzyme gut people neurons neurotransmitters neurotransmitter pathway pathways \
         other each morphine mind users kratom it them cortisol norepinephrine endorphims mu delta \
         kappa adrenergic stress mood reward limbic immune exercise",
    ),
    (
        "unit",
        "gram grams gramms gr g gs mg mgs milligram milligrams miligrams ml mls milliliter \
         milliliters millilitre millilitres oz ounce ounces gpd mcg teaspoon teaspoons tsp tsps tablespoon tablespoons \
         tbsp tbs tbsps spoon spoons spoonful spoonfuls scoop scoops capsule capsules caps cap pill pills \
         tablet tablets cup cups drop drops dropper droppers kilo kilos kg dose doses serving servings \
         shot shots bottle bottles vial vials bag bags packet packets pack gummies gummy sachet teaspoonful spoonfull handful handfuls palmful pinch hits",
    ),
    (
        "mass",
        "gram grams gramms gr g gs mg mgs milligram milligrams miligrams ml mls milliliter milliliters oz \
         ounce ounces mcg teaspoon teaspoons tsp tsps tablespoon tablespoons tbsp tbs spoonful \
         spoonfuls scoop scoops capsule capsules caps dose doses serving servings gpd spoons spoon pills tablets dropper droppers",
    ),
    (
        "dose",
        "dose doses dosage dosages dosing dosis dosed serving servings helping posology redose microdose microdosing megadose titrate titration dosge doseage",
    ),
    ("poison", "bleach detergent antifreeze cyanide paint lye drain acid gasoline petrol"),
];
