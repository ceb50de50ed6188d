//! The answer of the reading network to letters: one row of class scores for each column of its input.

use super::network::Answer;

/// The class that means "no letter here".
const NOTHING: usize = 0;

/// A letter and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Letter {
    pub(crate) sign: char,
    /// Middle of the letter as a share of the input's width.
    pub(crate) place: f32,
    /// How likely it is, 0 to 1.
    pub(crate) likely: f32,
}

/// What the classes of the network stand for.
#[derive(Debug, Clone)]
pub(crate) struct Alphabet {
    /// The class and its sign, for the classes that are believed.
    known: Vec<(usize, char)>,
    classes: usize,
}

impl Alphabet {
    /// From the list that comes with the network: a sign a line; the class after them is the space.
    ///
    /// Ideographs are left out unless they are asked for: on a page in Latin letters each of them is a mistake.
    pub(crate) fn parse(list: &str, ideographs: bool) -> Self {
        let signs: Vec<&str> = list.lines().collect();
        let known = signs
            .iter()
            .zip(1..)
            .filter_map(|(sign, class)| Some((class, plain(sign.chars().next()?))))
            .filter(|&(_, sign)| ideographs || is_european(sign))
            .chain([(signs.len() + 1, ' ')])
            .collect();
        Self { known, classes: signs.len() + 2 }
    }

    /// Whether a letter can be read at all.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.known.iter().any(|&(_, sign)| sign == letter)
    }

    /// The letters of each line of an answer.
    pub(crate) fn decode(&self, answer: &Answer) -> Vec<Vec<Letter>> {
        let [lines, columns, classes] = answer.shape[..] else { return Vec::new() };
        if classes != self.classes || columns == 0 || answer.values.len() != lines * columns * classes {
            return Vec::new();
        }
        answer.values.chunks_exact(columns * classes).map(|line| self.decode_line(line, columns)).collect()
    }

    fn decode_line(&self, scores: &[f32], columns: usize) -> Vec<Letter> {
        let mut letters: Vec<(Letter, usize)> = Vec::new();
        let mut before = NOTHING;
        for (column, scores) in scores.chunks_exact(self.classes).enumerate() {
            let (class, sign, likely) = self.best(scores);
            if class != NOTHING {
                let place = (column as f32 + 0.5) / columns as f32;
                match letters.last_mut() {
                    // A letter that goes on over columns stands in their middle.
                    Some((letter, first)) if class == before => {
                        letter.place = ((*first + column + 1) as f32 / 2.0) / columns as f32;
                        letter.likely = letter.likely.max(likely);
                    }
                    _ => letters.push((Letter { sign, place, likely }, column)),
                }
            }
            before = class;
        }
        letters.into_iter().map(|(letter, _)| letter).collect()
    }

    /// The most likely class that is believed.
    fn best(&self, scores: &[f32]) -> (usize, char, f32) {
        let nothing = (NOTHING, ' ', scores.first().copied().unwrap_or(0.0));
        self.known.iter().fold(nothing, |best, &(class, sign)| {
            let likely = scores.get(class).copied().unwrap_or(0.0);
            if likely > best.2 { (class, sign, likely) } else { best }
        })
    }
}

/// The usual form of signs that have a second one for texts between ideographs.
fn plain(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '。' => '.',
        '、' => ',',
        other => other,
    }
}

fn is_european(sign: char) -> bool {
    matches!(sign, ' '..='~' | '¢'..='ÿ' | '–'..='‧' | '€' | '№' | '℃' | '●' | '★' | '■' | '□')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes: nothing, A, B, 中, space.
    fn alphabet() -> Alphabet {
        Alphabet::parse("A\nB\n中", false)
    }

    fn answer(best: &[usize]) -> Answer {
        let mut values = vec![0.0; best.len() * 5];
        for (column, &class) in best.iter().enumerate() {
            values[column * 5 + class] = 0.8;
        }
        Answer { shape: vec![1, best.len(), 5], values }
    }

    fn text(letters: &[Letter]) -> String {
        letters.iter().map(|letter| letter.sign).collect()
    }

    #[test]
    fn letters_that_go_on_are_one_and_letters_apart_are_two() {
        let letters = alphabet().decode(&answer(&[0, 1, 1, 0, 1, 2, 4, 2, 0, 0])).remove(0);
        assert_eq!(text(&letters), "AAB B");
        assert!((letters[0].place - 0.2).abs() < 1e-6 && (letters[1].place - 0.45).abs() < 1e-6);
    }

    #[test]
    fn ideographs_are_read_only_when_asked_for() {
        assert_eq!(alphabet().decode(&answer(&[3, 1]))[0].len(), 1);
        let letters = Alphabet::parse("A\nB\n中", true).decode(&answer(&[3, 1])).remove(0);
        assert_eq!(text(&letters), "中A");
    }

    #[test]
    fn wide_signs_get_their_usual_form() {
        assert_eq!((plain('：'), plain('（'), plain('a')), (':', '(', 'a'));
    }

    #[test]
    fn an_answer_of_another_shape_holds_no_letters() {
        assert!(alphabet().decode(&Answer { shape: vec![1, 2, 4], values: vec![0.0; 8] }).is_empty());
        assert!(alphabet().decode(&Answer { shape: vec![2], values: vec![0.0; 2] }).is_empty());
        assert!(alphabet().decode(&Answer { shape: vec![1, 2, 5], values: vec![0.0; 3] }).is_empty());
    }
}
