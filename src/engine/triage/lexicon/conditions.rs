//! Conditions that people seek relief from.
//!
//! **Invariant:** as for every class: see the module above.

use super::Class;

pub(super) const CLASSES: &[Class] = &[
    (
        "condition",
        "adhd add autism autistic ocd ptsd cptsd bpd bipolar schizophrenia schizophrenic anxiety \
         anxious depression depressed depressive mdd gad insomnia insomniac sleeplessness migraine \
         migraines migrane headache headaches sciatica arthritis osteoarthritis rheumatoid \
         fibromyalgia fibro endometriosis pcos cramps cramp crohns crohn colitis ibs ibd gerd \
         reflux heartburn ulcer ulcers gastritis diabetes diabetic diabetics cancer chemo chemotherapy tumor \
         tumour leukemia lupus ms sclerosis parkinson parkinsons alzheimer alzheimers dementia \
         epilepsy epileptic tourettes rls restless neuropathy neuralgia neuropathic scoliosis \
         herniated slipped disc disk stenosis spondylitis gout tendonitis tendinitis bursitis \
         carpal plantar whiplash hernia asthma copd bronchitis pneumonia apnea apnoea allergies \
         allergic eczema psoriasis acne hypertension hypotension pots arrhythmia afib murmur \
         angina hypothyroid hypothyroidism hyperthyroid thyroid hashimotos graves cirrhosis hepatitis \
         fibrosis kidney kidneys liver dialysis pancreatitis gallstones anemia anaemia hiv \
         lyme covid fatigue cfs menopause perimenopause pms pmdd pmt endo vertigo tinnitus \
         glaucoma shingles stroke toothache hangover hungover hangovers backache \
         constipation constipated diarrhea diarrhoea narcolepsy anorexia bulimia alcoholism \
         alcoholic hyperactivity panic ehlers eds hypermobility trauma grief osteoporosis \
         fracture amputation phantom tmj tmd bruxism prostate concussion tbi cholesterol obesity \
         aneurysm inflammation spasms spasticity jaundice burnout impotence ed libido \
         neuropathies hives flu cold sinusitis tonsillitis uti cystitis pain migrains insomina \
         axniety anxeity depresion fibromialgia arthritus soreness",
    ),
    (
        "ache",
        "pain pains hurt hurts hurting ache aches aching sore soreness injury injured injuries \
         wrecked stiff stiffness broken fractured sprained strained strain inflamed surgery \
         operation replacement bad messed busted blown torn painful throbbing spasm spasms throb",
    ),
    (
        "bodypart",
        "back neck knee knees shoulder shoulders hip hips spine joint joints wrist ankle foot feet \
         leg legs arm arms hand hands elbow head tooth teeth jaw stomach tummy gut belly chest \
         muscles muscle nerve nerves period kidney kidneys liver heart lungs lung skin eye eyes \
         throat ear ears bladder pelvis tailbone disc disk",
    ),
    (
        "treat",
        "treat treats treating treatment treatments cure cures curing cured heal heals healing fix \
         fixes fixing help helps helping relieve relieves relieving relief releive ease eases \
         easing soothe soothes manage managing improve remedy remedies medicate medicating \
         alleviate reduce lower calm combat prevent",
    ),
    (
        "strain",
        "strain strains vein veins colour color colours colors red green white yellow maeng bali \
         borneo malay sumatra thai type kind brand",
    ),
    (
        "doctor",
        "doctor doc dr gp physician surgeon psychiatrist shrink cardiologist neurologist \
         rheumatologist oncologist specialist nurse prescriber dentist anesthesiologist \
         anaesthetist psych therapist clinic consultant pharmacist",
    ),
];
