//! Short words for what a schema complains of.
//!
//! A body of one of several kinds fails against all of them. Only one was meant: the one whose
//! `type` fits. The findings are those of that kind.
//!
//! **Invariant:** no message repeats a schema, and none is longer than 200 characters.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::{Violation, short};

/// What one error of the validator comes to: usually one violation, several where a choice of
/// kinds failed in several places.
pub(super) fn explain(error: &ValidationError<'_>) -> Vec<Violation> {
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            choose(error.instance_path().as_str(), error.instance(), context)
        }
        Kind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let at = format!("{}/{key}", error.instance_path());
            vec![Violation { at, problem: "is missing".to_owned() }]
        }
        kind => {
            let at = error.instance_path().as_str().to_owned();
            vec![Violation { at, problem: problem(kind, error.instance()) }]
        }
    }
}

/// The findings of the kind that was most likely meant.
fn choose(at: &str, instance: &Value, kinds: &[Vec<ValidationError<'static>>]) -> Vec<Violation> {
    let best = kinds.iter().min_by_key(|errors| unlikeness(at, errors));
    let Some(best) = best else { return Vec::new() };
    if unlikeness(at, best).0 == WRONG_KIND && instance.get("type").is_some() {
        let allowed: Vec<String> =
            kinds.iter().flatten().filter_map(|error| wanted_type(at, error)).collect();
        let problem = format!("is none of the kinds allowed here: {}", allowed.join(", "));
        return vec![Violation { at: format!("{at}/type"), problem: cut(&problem) }];
    }
    best.iter().flat_map(explain).collect()
}

/// The value is of this kind, but not a valid one.
const RIGHT_KIND: usize = 0;
/// The value is an object of another kind.
const WRONG_KIND: usize = 1;
/// The value is not even of this JSON type, such as an object where null is allowed.
const WRONG_SHAPE: usize = 2;

/// How far the value is from a kind: first whether the kind is another one, then how many values
/// have a wrong JSON type, then how many errors there are.
fn unlikeness(at: &str, errors: &[ValidationError<'static>]) -> (usize, usize, usize) {
    let kind = errors.iter().map(|error| {
        let here = error.instance_path().as_str() == at;
        match error.kind() {
            Kind::Type { kind: TypeKind::Single(jsonschema::JsonType::Null) } if here => {
                WRONG_SHAPE + 1
            }
            Kind::Type { .. } if here => WRONG_SHAPE,
            Kind::FalseSchema => WRONG_KIND,
            _ if wanted_type(at, error).is_some() => WRONG_KIND,
            _ => RIGHT_KIND,
        }
    });
    let kind = kind.max().unwrap_or(RIGHT_KIND);
    let wrong_types = errors.iter().map(wrong_types).sum();
    (kind, wrong_types, errors.len())
}

/// How many values below this error have a wrong JSON type, for the likeliest kind.
fn wrong_types(error: &ValidationError<'_>) -> usize {
    match error.kind() {
        Kind::Type { .. } => 1,
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => context
            .iter()
            .map(|errors| errors.iter().map(wrong_types).sum::<usize>())
            .min()
            .unwrap_or_default(),
        _ => 0,
    }
}

/// The values of `type` that a kind asks for, if the error is that the value has another.
fn wanted_type(at: &str, error: &ValidationError<'_>) -> Option<String> {
    let below = error.instance_path().as_str().strip_prefix(at)?;
    match error.kind() {
        Kind::Enum { options } if below == "/type" => Some(listed(options)),
        Kind::Constant { expected_value } if below == "/type" => Some(expected_value.to_string()),
        _ => None,
    }
}

fn problem(kind: &Kind, instance: &Value) -> String {
    let words = match kind {
        Kind::MaxLength { limit } => format!("has {} characters, at most {limit}", size(instance)),
        Kind::MinLength { limit } => format!("has {} characters, at least {limit}", size(instance)),
        Kind::MaxItems { limit } => format!("has {} items, at most {limit}", size(instance)),
        Kind::MinItems { limit } => format!("has {} items, at least {limit}", size(instance)),
        Kind::MaxProperties { limit } => format!("has {} keys, at most {limit}", size(instance)),
        Kind::Maximum { limit } => format!("is {}, at most {limit}", shown(instance)),
        Kind::Minimum { limit } => format!("is {}, at least {limit}", shown(instance)),
        Kind::Enum { options } => {
            format!("is {}, must be one of {}", shown(instance), listed(options))
        }
        Kind::Constant { expected_value } => {
            format!("is {}, must be {expected_value}", shown(instance))
        }
        Kind::Type { kind } => format!("is {}, must be {}", shown(instance), types(kind)),
        Kind::Pattern { pattern } => format!("is {}, must match {pattern}", shown(instance)),
        Kind::Format { format } => format!("is {}, must be a {format}", shown(instance)),
        Kind::UniqueItems => "has an item twice".to_owned(),
        Kind::FalseSchema => "does not belong here".to_owned(),
        Kind::OneOfMultipleValid { .. } => "could be one of several kinds".to_owned(),
        // The rest does not occur in the description; its keyword says enough.
        other => format!("breaks the rule `{}`", other.keyword()),
    };
    cut(&words)
}

/// Characters of a text (code points, as Discord counts), items of a list, keys of an object.
fn size(instance: &Value) -> usize {
    match instance {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(keys) => keys.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn shown(instance: &Value) -> String {
    match instance {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            short(&instance.to_string())
        }
    }
}

fn listed(options: &Value) -> String {
    let items = options.as_array().into_iter().flatten();
    items.map(Value::to_string).collect::<Vec<_>>().join(", ")
}

fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(several) => {
            several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn cut(words: &str) -> String {
    /// The promise of [`Violation::problem`].
    const LONGEST: usize = 199;
    words.chars().take(LONGEST).collect()
}
