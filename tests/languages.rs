//! Packs in other languages than English: small ones, written for this.
//!
//! Properties:
//! 1. Another form of a word finds the entry.
//! 2. Accents may be typed or left out.
//! 3. Function words alone are never an answer.
//! 4. Typing errors are corrected, and never into English.
//! 5. Text without spaces is compared by its characters.

use signpost::config::defaults;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, PackFile, parse_pack};
use signpost::engine::{Confidence, Engine};

fn engine_of(locale: &str, entries: &[(&str, &str, &[&str])]) -> Engine {
    let file = |name: String, text: String| PackFile { path: format!("pack/{name}"), name, text };
    let mut files = vec![file(
        "pack.toml".to_owned(),
        format!(
            "id = \"pack\"\ntitle = \"Pack\"\nlocale = \"{locale}\"\n\
             disclaimer = \"Just a test.\"\npointer = \"Ask somebody.\"\n"
        ),
    )];
    for (id, question, phrasings) in entries {
        files.push(file(
            format!("entries/{id}.md"),
            format!(
                "+++\nid = \"{id}\"\nquestion = \"{question}\"\nphrasings = {phrasings:?}\n+++\n\nA.\n"
            ),
        ));
    }
    let (pack, diagnostics) = parse_pack("pack", &files);
    assert_eq!(pack.entries.len(), entries.len(), "{diagnostics:?}");
    let (knowledge, _) = KnowledgeBase::new(vec![pack]);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

fn check(engine: &Engine, cases: &[(&str, &str)]) {
    for (question, entry) in cases {
        let ranked = engine.rank(question);
        let best = ranked.first().map(|(id, _)| id.to_string());
        assert_eq!(best.as_deref(), Some(*entry), "{question}: {ranked:?}");
    }
}

fn never_sure(engine: &Engine, questions: &[&str]) {
    for question in questions {
        let ranked = engine.rank(question);
        let sure = ranked.first().map_or(Confidence::NONE, |(_, sure)| *sure);
        assert!(sure < defaults::ANSWER_FLOOR, "{question}: {ranked:?}");
    }
}

#[test]
fn french() {
    let engine = engine_of(
        "fr",
        &[
            ("livraison", "Où est ma commande ?", &["suivre un colis", "le colis est en retard"]),
            (
                "retour",
                "Comment être remboursé ?",
                &["renvoyer un article", "demander un remboursement"],
            ),
            (
                "horaires",
                "Quand êtes-vous ouverts ?",
                &["heures d'ouverture", "ouvert le dimanche"],
            ),
            (
                "garantie",
                "La garantie couvre-t-elle les dégâts des eaux ?",
                &["durée de la garantie"],
            ),
        ],
    );
    check(
        &engine,
        &[
            ("mes colis sont en retard", "livraison"),
            ("ou est ma commande", "livraison"),
            ("je voudrais des remboursements", "retour"),
            ("je peux renvoyer les articles", "retour"),
            ("vous etes ouverts dimanche", "horaires"),
            ("les degats des eaux", "garantie"),
            ("les dégâts d'eau", "garantie"),
            ("la grantie", "garantie"),
            ("une comande", "livraison"),
        ],
    );
    never_sure(&engine, &["où est-ce", "le la les", "est-ce que vous avez", "pourquoi"]);
}

#[test]
fn german() {
    let engine = engine_of(
        "de-DE",
        &[
            (
                "lieferung",
                "Wo ist meine Bestellung?",
                &["Paket verfolgen", "das Paket kommt zu spät"],
            ),
            ("rueckgabe", "Wie bekomme ich mein Geld zurück?", &["Ware zurückgeben", "Erstattung"]),
            ("zeiten", "Wann habt ihr geöffnet?", &["Öffnungszeiten", "sonntags geöffnet"]),
            ("garantie", "Wie lange gilt die Garantie?", &["deckt die Garantie Wasserschäden"]),
        ],
    );
    check(
        &engine,
        &[
            ("meine Pakete kommen zu spaet", "lieferung"),
            ("wo sind die Bestellungen", "lieferung"),
            ("ich will die Waren zurueckgeben", "rueckgabe"),
            ("geld zuruck", "rueckgabe"),
            ("Oeffnungszeiten", "zeiten"),
            ("habt ihr am Sonntag geoeffnet", "zeiten"),
            ("wasserschaden garantie", "garantie"),
            ("Bestelung", "lieferung"),
        ],
    );
    never_sure(&engine, &["wie ist das", "die der das", "wo", "habt ihr"]);
}

#[test]
fn without_spaces() {
    let engine = engine_of(
        "ja",
        &[
            ("hours", "営業時間は何時ですか", &["何時に開きますか"]),
            ("refund", "返金してください", &["払い戻しの方法"]),
            ("parcel", "荷物はどこですか", &["配達が遅れています"]),
        ],
    );
    check(
        &engine,
        &[("営業時間を教えて", "hours"), ("返金の方法", "refund"), ("荷物の配達", "parcel")],
    );
}
