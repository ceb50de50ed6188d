//! VAT ids, e-mail addresses and telephone numbers, and whose they are.

use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::blocks::Role;
use crate::candidates::Kind;
use crate::codes::RARE_THRESHOLD;
use crate::parties::{Parties, owned};
use crate::pick::Pick;

/// Score of an IBAN, BIC, address or number that needs no label because of its shape.
pub const BY_SHAPE: f32 = 0.7;

/// E-mail address, telephone number and web address of a party, under these names.
pub fn contacts(analysis: &Analysis<'_, '_>, parties: &Parties, role: Role, names: [&str; 3]) -> Vec<Pick> {
    let mut picks = Vec::new();
    for (name, kind) in names.into_iter().zip([Kind::Email, Kind::Phone, Kind::Url]) {
        let choices = analysis.ranked_by(&[kind], |at| if is_fax(analysis, at) { 0.0 } else { BY_SHAPE });
        let choices = owned(analysis, parties, &choices, role);
        let choices: Vec<Choice> =
            choices.into_iter().filter(|c| c.score > RARE_THRESHOLD && is_reachable(analysis, c)).collect();
        picks.extend(Pick::first(analysis, name, &choices));
    }
    picks
}

/// Telephone numbers need a label or an international form: invoices are full of other numbers with dashes.
fn is_reachable(analysis: &Analysis<'_, '_>, choice: &Choice) -> bool {
    let Some(candidate) = analysis.candidates.get(choice.candidate) else { return false };
    if candidate.kind != Kind::Phone || candidate.raw.starts_with(['+', '(']) {
        return true;
    }
    // The label stands before the number or, in narrow columns, on the line above.
    (candidate.span.start.saturating_sub(3)..candidate.span.start)
        .filter_map(|at| analysis.sheet.tokens.get(at))
        .filter(|t| t.line == candidate.line || (t.bbox.x0 - candidate.bbox.x0).abs() < 2.0)
        .any(|t| {
            let folded = fold(t.text);
            if matches!(folded.as_str(), "t" | "ph") && t.text.ends_with([':', '.']) {
                return true;
            }
            ["tel", "phone", "fon", "mobil", "handy", "hotline"]
                .iter()
                .any(|stem| folded.starts_with(stem) || folded.ends_with(stem))
        })
}

fn is_fax(analysis: &Analysis<'_, '_>, at: usize) -> bool {
    let Some(candidate) = analysis.candidates.get(at) else { return false };
    (candidate.span.start.saturating_sub(2)..candidate.span.start)
        .filter_map(|before| analysis.sheet.tokens.get(before))
        .filter(|t| t.line == candidate.line)
        .any(|t| {
            let folded = fold(t.text);
            folded.contains("fax") || folded.starts_with("telecop") || folded.starts_with("faks")
        })
}

/// VAT ids go to the party that a label or their place names, else to the sender first. Both parties come as their role
/// and the name of the data point, which is also that of the labels that say whose number it is.
pub fn vat_ids(
    analysis: &Analysis<'_, '_>,
    parties: &Parties,
    sender: (Role, &str),
    recipient: (Role, &str),
) -> Vec<Pick> {
    let value = |choice: &Choice| analysis.candidates.get(choice.candidate).map(|c| c.value.clone());
    let mut senders = vat_choices(analysis, parties, sender, recipient.1, true);
    let mut recipients = vat_choices(analysis, parties, recipient, sender.1, false);
    // One number belongs to one party: the one for which more speaks.
    if let (Some(sender), Some(recipient)) = (senders.first(), recipients.first())
        && value(sender) == value(recipient)
    {
        let taken = value(sender);
        let loser = if sender.score >= recipient.score { &mut recipients } else { &mut senders };
        loser.retain(|choice| value(choice) != taken);
    }
    let mut picks = Vec::new();
    picks.extend(Pick::first(analysis, sender.1, &senders));
    picks.extend(Pick::first(analysis, recipient.1, &recipients));
    picks
}

fn vat_choices(
    analysis: &Analysis<'_, '_>,
    parties: &Parties,
    (role, own): (Role, &str),
    other: &str,
    is_sender: bool,
) -> Vec<Choice> {
    let score = |at: usize, name: &str| {
        analysis.labels.lexicon.class_of(name).map_or(0.0, |class| analysis.score(at, class))
    };
    let mut choices = analysis.ranked_by(&[Kind::VatId, Kind::Number], |at| {
        let Some(candidate) = analysis.candidates.get(at) else { return 0.0 };
        let explicit = score(at, own);
        let general = score(at, "-vat_id");
        let shaped = candidate.kind == Kind::VatId;
        let long = candidate.raw.bytes().filter(u8::is_ascii_digit).count() >= 8;
        if !shaped && (!long || explicit.max(general) < RARE_THRESHOLD)
            || score(at, other) > explicit.max(0.3)
        {
            return 0.0;
        }
        let place = match parties.owner(analysis, at) {
            Some(owner) if owner == role => 0.2,
            None if is_sender => 0.1,
            None => -0.6,
            Some(Role::Other | Role::Payee) if is_sender => 0.0,
            Some(_) => -0.6,
        };
        let shape = if shaped { 0.5 } else { 0.2 };
        if explicit > RARE_THRESHOLD { explicit + shape } else { (0.5 * general + shape + place).max(0.0) }
    });
    choices.retain(|choice| choice.score > RARE_THRESHOLD);
    choices
}
