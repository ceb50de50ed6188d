//! Who sells, who buys, where it is delivered: roles of address blocks, names without addresses, owners of numbers.

use std::ops::Range;

use perigee_model::Rect;
use perigee_values::fold;

use crate::analysis::{Analysis, Choice};
use crate::blocks::{self, Block, Role};
use crate::candidates::Kind;
use crate::pick::Pick;
use crate::postal;

/// How far to the side of a party its numbers may stand, in points (`research/extraction.md` 8.7).
const OWNER_REACH: f32 = 220.0;
/// How far below a party its numbers may stand, in line heights.
const OWNER_BELOW: f32 = 18.0;
/// Widest gap, in line heights, between a heading with a colon and a name in the next column.
const BESIDE: f32 = 20.0;
/// Share of the page above which a letterhead begins.
const HEAD_OF_PAGE: f32 = 0.12;
/// What a place at the very top says for the sender; chosen on drawn invoices of families that are not held out.
const TOPMOST: f32 = 0.3;
/// Score of a party that a heading names.
const BY_HEADING: f32 = 1.0;
/// Score of the seller in a sender line.
const BY_SENDER_LINE: f32 = 0.9;
/// Score of a sender whose name is a letterhead.
const BY_LETTERHEAD: f32 = 0.7;
/// Type of a letterhead against the median of its page.
const LARGE: f32 = 1.25;
/// Score of a party found by its place.
const BY_PLACE: f32 = 0.55;
/// Score of a name found by its legal form alone.
const BY_LEGAL_FORM: f32 = 0.35;

/// A party of the document.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its role.
    pub role: Role,
    /// Tokens of the name, of its first line.
    pub name: Range<usize>,
    /// Its second line.
    pub more_name: Option<Range<usize>>,
    /// Tokens of the address, line by line.
    pub address: Vec<Range<usize>>,
    /// What speaks for the role.
    pub score: f32,
    /// Whether it was told by its place only.
    pub is_fallback: bool,
}

/// Who writes a paper to whom: without headings, places say no more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// Whose letterhead it is.
    pub sender: Role,
    /// Whose address stands in the window of the envelope.
    pub recipient: Role,
}

impl Letter {
    /// Invoices and bills.
    pub const FROM_SELLER: Self = Self { sender: Role::Seller, recipient: Role::Buyer };
    /// Orders.
    pub const FROM_BUYER: Self = Self { sender: Role::Buyer, recipient: Role::Seller };
}

/// The parties of a document.
#[derive(Debug)]
pub struct Parties {
    letter: Letter,
    /// At most one per role but `Other`.
    pub all: Vec<Party>,
    /// Places of everything that a role is known for, in reading order: they own the numbers below them.
    places: Vec<(Role, usize, Rect)>,
}

impl Parties {
    /// The party with a role.
    pub fn find(&self, role: Role) -> Option<&Party> {
        self.all.iter().find(|party| party.role == role)
    }

    /// Finds headings, address blocks and sender lines and gives each its role.
    pub fn decide(analysis: &Analysis<'_, '_>, letter: Letter) -> Self {
        let (mut blocks, nameless): (Vec<Block>, Vec<Block>) =
            blocks::find(analysis).into_iter().partition(|block| !block.name.is_empty());
        let mut parties = Self { letter, all: Vec::new(), places: Vec::new() };
        parties.add_headed(analysis, &blocks);
        parties.add_names_below_headings(analysis);
        blocks.retain(|block| block.role.is_none());
        parties.add_sender_line(&blocks);
        parties.add_letterhead(analysis, &blocks);
        parties.add_by_place(analysis, &blocks);
        parties.add_by_legal_form(analysis);
        parties.add_address_of_letterhead(analysis, &nameless);
        parties
    }

    /// A street and town beside telephone and e-mail is the sender's, whose name stands elsewhere.
    fn add_address_of_letterhead(&mut self, analysis: &Analysis<'_, '_>, nameless: &[Block]) {
        let sender = self.letter.sender;
        let best = nameless
            .iter()
            .filter(|block| block.role.is_none_or(|role| role == sender))
            .map(|block| (block, sender_signs(analysis, block)))
            .filter(|(block, signs)| *signs >= 0.5 || is_at_head(analysis, block))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let letterhead = self.all.iter_mut().find(|party| party.role == sender && party.address.is_empty());
        if let (Some((block, _)), Some(party)) = (best, letterhead) {
            party.address = block.address.clone();
        }
    }

    fn add(&mut self, party: Party) {
        if party.role != Role::Other && self.find(party.role).is_none() {
            self.all.push(party);
        }
    }

    fn add_headed(&mut self, analysis: &Analysis<'_, '_>, blocks: &[Block]) {
        for block in blocks {
            let Some(role) = block.role else { continue };
            self.places.push((role, block.page, block.bbox));
            self.add(Party {
                role,
                name: trimmed(analysis, block.name.clone()),
                more_name: block.more_name.clone(),
                address: block.address.clone(),
                score: BY_HEADING,
                is_fallback: false,
            });
        }
    }

    /// A heading whose party has no postcode: the name stands behind it, or is the first plain line below.
    fn add_names_below_headings(&mut self, analysis: &Analysis<'_, '_>) {
        let segments = analysis.sheet.segments.iter().enumerate();
        let headings: Vec<(Role, Range<usize>, usize)> = segments
            .filter_map(|(at, s)| {
                blocks::heading(analysis, s.tokens.clone()).map(|(role, rest)| (role, rest, at))
            })
            .collect();
        for (role, rest, segment) in headings {
            let Some(place) = analysis.sheet.segments.get(segment) else { continue };
            self.places.push((role, place.page, place.bbox));
            if self.find(role).is_some() || role == Role::Other {
                continue;
            }
            let lines = if is_name(analysis, rest.clone()) {
                vec![rest]
            } else if rest.is_empty() {
                beside(analysis, segment).map_or_else(|| lines_below(analysis, segment), |name| vec![name])
            } else {
                Vec::new()
            };
            let Some((name, others)) = lines.split_first() else { continue };
            // `Ordered by` may name a person as well as a company.
            let is_of_person = analysis.labels.on_line(place.line).iter().any(|label| {
                let contact = analysis.labels.lexicon.class_of("buyer_contact");
                label.segment == segment && label.meanings.iter().any(|m| Some(m.class) == contact)
            });
            if is_of_person
                && others.is_empty()
                && !postal::has_legal_form(&analysis.sheet.text(name.clone()))
            {
                continue;
            }
            let is_address = others.iter().any(|line| postal::is_street(&analysis.sheet.text(line.clone())));
            self.add(Party {
                role,
                name: trimmed(analysis, name.clone()),
                more_name: None,
                address: if is_address { others.to_vec() } else { Vec::new() },
                score: BY_HEADING * 0.9,
                is_fallback: false,
            });
        }
    }

    fn add_sender_line(&mut self, blocks: &[Block]) {
        if let Some(block) = blocks.iter().find(|block| block.is_sender_line && block.page == 0) {
            self.places.push((self.letter.sender, block.page, block.bbox));
            self.add(Party {
                role: self.letter.sender,
                name: block.name.clone(),
                more_name: None,
                address: block.address.clone(),
                score: BY_SENDER_LINE,
                is_fallback: false,
            });
        }
    }

    /// A company's name in large type at the very top, whose address stands elsewhere or nowhere.
    fn add_letterhead(&mut self, analysis: &Analysis<'_, '_>, blocks: &[Block]) {
        let sender = self.letter.sender;
        if self.find(sender).is_some() {
            return;
        }
        let folded = |range: Range<usize>| fold(&analysis.sheet.text(range));
        let known: Vec<String> = blocks.iter().map(|block| folded(block.name.clone())).collect();
        let parties: Vec<String> = self.all.iter().map(|party| folded(party.name.clone())).collect();
        let found = analysis.sheet.segments.iter().take_while(|segment| segment.page == 0).find(|segment| {
            let name = folded(segment.tokens.clone());
            is_letterhead(analysis, segment) && !parties.contains(&name)
        });
        // With an address below it the block says more.
        if let Some(segment) = found.filter(|segment| !known.contains(&folded(segment.tokens.clone()))) {
            self.places.push((sender, segment.page, segment.bbox));
            self.add(Party {
                role: sender,
                name: segment.tokens.clone(),
                more_name: None,
                address: Vec::new(),
                score: BY_LETTERHEAD,
                is_fallback: true,
            });
        }
    }

    /// Blocks without heading: the recipient stands upper left, below a sender line; the sender beside contacts.
    fn add_by_place(&mut self, analysis: &Analysis<'_, '_>, blocks: &[Block]) {
        let name_of = |range: &Range<usize>| fold(&analysis.sheet.text(range.clone()));
        let mut open: Vec<(&Block, f32)> = blocks
            .iter()
            .filter(|block| !block.is_sender_line)
            .map(|block| (block, sender_signs(analysis, block) + topmost(analysis, blocks, block)))
            .collect();
        let Letter { sender, recipient } = self.letter;
        for role in [sender, recipient] {
            if let Some(known) = self.find(role).map(|party| name_of(&party.name)) {
                // Another print of a known party is not a second one.
                for (block, _) in open.iter().filter(|(block, _)| name_of(&block.name) == known) {
                    self.places.push((role, block.page, block.bbox));
                }
                open.retain(|(block, _)| name_of(&block.name) != known);
            }
        }
        if self.find(recipient).is_none() {
            let line = blocks.iter().find(|b| b.is_sender_line);
            let best = open
                .iter()
                .filter(|(block, _)| block.page == 0)
                .map(|(block, signs)| (*block, recipient_place(analysis, block, line) - signs))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let enough = open.len() >= 2 || self.find(sender).is_some() || best.is_some_and(|(_, s)| s > 0.3);
            if let Some((block, _)) = best.filter(|_| enough) {
                let addressed = name_of(&block.name);
                self.push_placed(analysis, recipient, block);
                open.retain(|(other, _)| name_of(&other.name) != addressed);
            }
        }
        if self.find(sender).is_none()
            && let Some((block, _)) = open.iter().max_by(|a, b| a.1.total_cmp(&b.1))
        {
            let block = *block;
            self.push_placed(analysis, sender, block);
        }
    }

    fn push_placed(&mut self, analysis: &Analysis<'_, '_>, role: Role, block: &Block) {
        self.places.push((role, block.page, block.bbox));
        self.add(Party {
            role,
            name: trimmed(analysis, block.name.clone()),
            more_name: block.more_name.clone(),
            address: block.address.clone(),
            score: BY_PLACE,
            is_fallback: true,
        });
    }

    /// The sender by the first line with a legal form that is not the recipient.
    fn add_by_legal_form(&mut self, analysis: &Analysis<'_, '_>) {
        if self.find(self.letter.sender).is_some() {
            return;
        }
        let known: Vec<String> =
            self.all.iter().map(|party| fold(&analysis.sheet.text(party.name.clone()))).collect();
        let found = analysis.sheet.segments.iter().take(400).find(|segment| {
            let text = analysis.sheet.text(segment.tokens.clone());
            segment.tokens.len() <= 8
                && postal::has_legal_form(&text)
                && !text.contains(':')
                && !postal::is_sentence(&text)
                && !known.contains(&fold(&text))
                && blocks::heading(analysis, segment.tokens.clone()).is_none()
                && !analysis.labels.on_line(segment.line).iter().any(|l| l.span.start == segment.tokens.start)
        });
        if let Some(segment) = found {
            self.add(Party {
                role: self.letter.sender,
                name: segment.tokens.clone(),
                more_name: None,
                address: Vec::new(),
                score: BY_LEGAL_FORM,
                is_fallback: true,
            });
        }
    }

    /// Whose number this is: the party that is last above it, in its column.
    pub fn owner(&self, analysis: &Analysis<'_, '_>, candidate: usize) -> Option<Role> {
        let candidate = analysis.candidates.get(candidate)?;
        let unit = analysis.sheet.unit(candidate.page);
        self.places
            .iter()
            .filter(|(_, page, place)| {
                let beside = (place.x0 - candidate.bbox.x0).abs() <= OWNER_REACH / 2.0
                    || place.x0 <= candidate.bbox.x0 && candidate.bbox.x0 - place.x0 <= OWNER_REACH;
                let dy = (candidate.bbox.y0 - place.y0) / unit;
                *page == candidate.page && beside && (0.0..=OWNER_BELOW).contains(&dy)
            })
            .max_by(|a, b| (a.2.y0 - a.2.x0 * 1e-3).total_cmp(&(b.2.y0 - b.2.x0 * 1e-3)))
            .map(|(role, ..)| *role)
    }

    /// Name and address of a role as picks.
    pub fn picks(&self, analysis: &Analysis<'_, '_>, role: Role, name: &str, address: &str) -> Vec<Pick> {
        let Some(party) = self.find(role) else { return Vec::new() };
        let mut picks = Vec::new();
        let mut add = |data_point: &str, spans: Vec<Range<usize>>, joined: String| {
            if !joined.is_empty() {
                let mut pick = Pick::new(data_point, spans, joined, party.score);
                pick.is_fallback = party.is_fallback;
                picks.push(pick);
            }
        };
        let name_lines: Vec<Range<usize>> =
            std::iter::once(party.name.clone()).chain(party.more_name.clone()).collect();
        add(name, name_lines.clone(), clean_name(&join_lines(analysis, &name_lines)));
        add(address, party.address.clone(), join_lines(analysis, &party.address));
        picks
    }
}

/// The lines joined by a space, with the commas that are printed; the last one's closing marks go.
fn join_lines(analysis: &Analysis<'_, '_>, lines: &[Range<usize>]) -> String {
    let parts: Vec<String> = lines.iter().map(|line| analysis.sheet.text(line.clone())).collect();
    parts.join(" ").trim_matches([',', ';', ' ']).to_owned()
}

/// The name without closing marks of its line.
fn clean_name(name: &str) -> String {
    name.trim_matches(|c: char| matches!(c, ',' | ';' | '|' | '·' | '•' | '●' | ' ')).to_owned()
}

/// Without "Attn:" and the like before a name.
fn trimmed(analysis: &Analysis<'_, '_>, mut name: Range<usize>) -> Range<usize> {
    let is_prefix = |at: usize| {
        analysis.sheet.tokens.get(at).is_some_and(|t| {
            matches!(
                fold(t.text).as_str(),
                "attn"
                    | "firma"
                    | "fa"
                    | "herr"
                    | "herrn"
                    | "frau"
                    | "name"
                    | "nazwa"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | ""
            )
        })
    };
    while name.len() > 1 && is_prefix(name.start) {
        name.start += 1;
    }
    name
}

/// Whether some tokens can be a name: letters, not a number with its label.
fn is_name(analysis: &Analysis<'_, '_>, tokens: Range<usize>) -> bool {
    let text = analysis.sheet.text(tokens.clone());
    text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && tokens.len() <= 10
        && !postal::is_sentence(&text)
        && !blocks::is_identifier_line(analysis, tokens)
}

/// The name in the next column, where the heading ends in a colon: `Supplier name:   Northwind Traders`.
fn beside(analysis: &Analysis<'_, '_>, segment: usize) -> Option<Range<usize>> {
    let sheet = &analysis.sheet;
    let place = sheet.segments.get(segment)?;
    let has_colon = sheet.tokens.get(place.tokens.end.checked_sub(1)?)?.text.ends_with(':');
    let next = sheet.segments.get(segment + 1).filter(|next| next.line == place.line && has_colon)?;
    let is_near = (next.bbox.x0 - place.bbox.x1) / sheet.unit(place.page) < BESIDE;
    (is_near && is_name(analysis, next.tokens.clone()) && !crate::form::is_label(analysis, segment + 1))
        .then(|| next.tokens.clone())
}

/// Plain lines below a heading in its column: name, street, town.
fn lines_below(analysis: &Analysis<'_, '_>, segment: usize) -> Vec<Range<usize>> {
    let sheet = &analysis.sheet;
    let Some(place) = sheet.segments.get(segment) else { return Vec::new() };
    let unit = sheet.unit(place.page);
    let last = sheet.pages.get(place.page).map_or(0, |page| page.lines.end);
    let (mut lines, mut lowest) = (Vec::new(), place.bbox.y1);
    for row in sheet.lines.get(place.line + 1..last.min(place.line + 16)).unwrap_or(&[]) {
        let aligned = row
            .segments
            .clone()
            .filter_map(|at| sheet.segments.get(at))
            .find(|other| (other.bbox.x0 - place.bbox.x0).abs() < 2.0 * unit);
        let Some(other) = aligned else { continue };
        if other.bbox.y0 - lowest > 2.6 * unit || blocks::heading(analysis, other.tokens.clone()).is_some() {
            break;
        }
        lowest = other.bbox.y1;
        if blocks::is_remark(analysis, other.tokens.clone()) {
            continue;
        }
        if blocks::is_identifier_line(analysis, other.tokens.clone()) {
            if lines.is_empty() {
                continue;
            }
            break;
        }
        if lines.is_empty() && !is_name(analysis, other.tokens.clone()) {
            break;
        }
        lines.push(other.tokens.clone());
        if lines.len() >= 5 {
            break;
        }
    }
    lines
}

/// How much beside a block says that it is the sender's: telephone, e-mail, VAT id, account.
fn sender_signs(analysis: &Analysis<'_, '_>, block: &Block) -> f32 {
    let unit = analysis.sheet.unit(block.page);
    let near = |candidate: &&crate::candidates::Candidate| {
        candidate.page == block.page
            && (candidate.bbox.x0 - block.bbox.x0).abs() < 8.0 * unit
            && (-4.0..14.0).contains(&((candidate.bbox.y0 - block.bbox.y1) / unit))
    };
    let count =
        |kinds: &[Kind]| analysis.candidates.iter().filter(near).filter(|c| kinds.contains(&c.kind)).count();
    let contacts = count(&[Kind::Email, Kind::Url, Kind::Phone]).min(2) as f32 * 0.25;
    let numbers = count(&[Kind::VatId, Kind::Iban]).min(2) as f32 * 0.25;
    let height = analysis.sheet.pages.get(block.page).map_or(1.0, |page| page.height.max(1.0));
    let footer = if block.bbox.y0 / height > 0.75 { 0.6 } else { 0.0 };
    let form = if postal::has_legal_form(&analysis.sheet.text(block.name.clone())) { 0.1 } else { 0.0 };
    // The first block from the top is the letterhead more often than not.
    let top = 0.3 * (1.0 - block.bbox.y0 / height).clamp(0.0, 1.0);
    contacts + numbers + footer + form + top
}

/// Whether a block stands where letterheads do.
fn is_at_head(analysis: &Analysis<'_, '_>, block: &Block) -> bool {
    let height = analysis.sheet.pages.get(block.page).map_or(1.0, |page| page.height.max(1.0));
    block.page == 0 && block.bbox.y0 / height < HEAD_OF_PAGE
}

/// Whether a segment is a company's name in large type at the head of the page: by its legal form, or because an
/// e-mail or web address of the page is called like it.
fn is_letterhead(analysis: &Analysis<'_, '_>, segment: &crate::sheet::Segment) -> bool {
    let sheet = &analysis.sheet;
    let height = sheet.pages.get(segment.page).map_or(1.0, |page| page.height.max(1.0));
    let text = sheet.text(segment.tokens.clone());
    let is_plausible = segment.bbox.y0 / height < HEAD_OF_PAGE
        && segment.bbox.height() >= LARGE * sheet.unit(segment.page)
        && is_name(analysis, segment.tokens.clone())
        && !text.contains([':', '@'])
        && !text.split_whitespace().any(crate::title::names_document)
        && blocks::heading(analysis, segment.tokens.clone()).is_none();
    let longest = text.split_whitespace().map(fold).max_by_key(String::len).unwrap_or_default();
    let is_called_so = || {
        let reached = analysis.candidates.iter().filter(|c| matches!(c.kind, Kind::Email | Kind::Url));
        longest.len() >= 4 && reached.map(|c| fold(&c.value)).any(|address| address.contains(&longest))
    };
    is_plausible && (postal::has_legal_form(&text) || is_called_so())
}

/// What speaks for the block at the very top of the first page, with another well below it, being the letterhead.
fn topmost(analysis: &Analysis<'_, '_>, blocks: &[Block], block: &Block) -> f32 {
    let height = analysis.sheet.pages.get(block.page).map_or(1.0, |page| page.height.max(1.0));
    let unit = analysis.sheet.unit(block.page);
    let is_below = |other: &Block| other.page == block.page && other.bbox.y0 > block.bbox.y1 + unit;
    let is_first = block.page == 0
        && block.bbox.y0 / height < HEAD_OF_PAGE
        && !blocks.iter().any(|other| other.page == 0 && other.bbox.y1 < block.bbox.y0);
    if is_first && blocks.iter().any(is_below) { TOPMOST } else { 0.0 }
}

/// How well a block stands where windows of envelopes show the recipient.
fn recipient_place(analysis: &Analysis<'_, '_>, block: &Block, sender: Option<&Block>) -> f32 {
    let page = analysis.sheet.pages.get(block.page);
    let (width, height) = page.map_or((1.0, 1.0), |p| (p.width.max(1.0), p.height.max(1.0)));
    let unit = analysis.sheet.unit(block.page);
    let below_sender = sender.is_some_and(|line| {
        (line.bbox.x0 - block.bbox.x0).abs() < 8.0 * unit
            && (0.0..15.0).contains(&((block.bbox.y0 - line.bbox.y1) / unit))
    });
    let (x, y) = (block.bbox.x0 / width, block.bbox.y0 / height);
    let in_window = if (0.08..0.40).contains(&y) { 0.5 } else { 0.0 };
    // French and Polish windows are on the right.
    let left = if x < 0.45 {
        0.3
    } else if in_window > 0.0 {
        0.15
    } else {
        0.0
    };
    in_window + left + if below_sender { 1.0 } else { 0.0 }
}

/// Values of some kinds by owner: those of the role, else those of nobody, best first.
pub fn owned(analysis: &Analysis<'_, '_>, parties: &Parties, choices: &[Choice], role: Role) -> Vec<Choice> {
    let mut owned: Vec<Choice> = choices
        .iter()
        .map(|choice| {
            let factor = match parties.owner(analysis, choice.candidate) {
                Some(owner) if owner == role => 1.2,
                None => 1.0,
                Some(Role::Other | Role::Payee) if role == parties.letter.sender => 0.9,
                Some(_) => 0.3,
            };
            Choice { score: choice.score * factor, ..*choice }
        })
        .collect();
    owned.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.candidate.cmp(&b.candidate)));
    owned
}
