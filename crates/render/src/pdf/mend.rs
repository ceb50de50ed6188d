//! Files that are encrypted but for their pages: those in which the attachments alone are locked.
//!
//! Their dictionary of encryption may leave out how streams and strings are encrypted, and they are not (PDF 32000-1,
//! table 20). The parser wants to be told.

/// What is not said, and means that nothing is encrypted.
const UNSAID: [&[u8]; 2] = [b"/StmF", b"/StrF"];

/// How far a dictionary of encryption reaches at most; real ones have some 600 bytes.
const MAX_BYTES: usize = 16 << 10;

/// The file with what its dictionary of encryption leaves unsaid; `None` when that is nothing.
///
/// What stands behind it has moved, so that the file's own table of places is wrong; the parser then looks for itself.
pub(super) fn with_unsaid_filters(bytes: &[u8]) -> Option<Vec<u8>> {
    let (start, dictionary) = encryption(bytes)?;
    let has = |entry: &[u8]| dictionary.windows(entry.len()).any(|part| part == entry);
    let missing: Vec<&[u8]> = UNSAID.into_iter().filter(|entry| !has(entry)).collect();
    if missing.is_empty() || !has(b"/CF") {
        return None;
    }
    let inside = start + find(dictionary, b"<<")? + 2;
    let (before, after) = bytes.split_at_checked(inside)?;
    let mut mended = before.to_vec();
    for entry in missing {
        mended.extend_from_slice(entry);
        mended.extend_from_slice(b" /Identity ");
    }
    mended.extend_from_slice(after);
    Some(mended)
}

/// The file without its mark of encryption, where its dictionary says that neither streams nor strings are encrypted:
/// then the attachments alone are, and the pages need no password.
pub(super) fn with_plain_pages(bytes: &[u8]) -> Option<Vec<u8>> {
    let (_, dictionary) = encryption(bytes)?;
    let is_plain = |entry: &[u8]| {
        find(dictionary, entry).is_some_and(|at| {
            let value = dictionary.get(at + entry.len()..).unwrap_or_default();
            value.trim_ascii_start().starts_with(b"/Identity")
        })
    };
    if !UNSAID.into_iter().all(is_plain) {
        return None;
    }
    let mut mended = bytes.to_vec();
    let named = bytes.windows(8).rposition(|part| part == b"/Encrypt")?;
    let end = named + find(bytes.get(named..)?, b"R")? + 1;
    mended.get_mut(named..end)?.fill(b' ');
    Some(mended)
}

/// The object that the last trailer names as the dictionary of encryption: where it begins, and its bytes.
fn encryption(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let named = bytes.windows(8).rposition(|part| part == b"/Encrypt")?;
    let reference = bytes.get(named + 8..)?.get(..32.min(bytes.len() - named - 8))?;
    let mut parts = reference.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty());
    let number = |part: &[u8]| std::str::from_utf8(part).ok()?.parse::<u32>().ok();
    let (object, generation) = (number(parts.next()?)?, number(parts.next()?)?);
    if !parts.next()?.starts_with(b"R") {
        return None;
    }
    let head = format!("\n{object} {generation} obj");
    let start = bytes.windows(head.len()).rposition(|part| part == head.as_bytes())?;
    let rest = bytes.get(start..)?;
    let rest = rest.get(..MAX_BYTES.min(rest.len()))?;
    Some((start, rest.get(..find(rest, b"endobj")?)?))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|part| part == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_that_are_not_named_are_added_and_others_stay() {
        let file = b"%PDF-1.7\n7 0 obj\n<< /V 5 /CF << /StdCF << >> >> /StrF /StdCF >>\nendobj\n\
                     trailer << /Root 1 0 R /Encrypt 7 0 R >>\n";
        let mended = String::from_utf8(with_unsaid_filters(file).unwrap()).unwrap();
        assert!(mended.contains("7 0 obj\n<</StmF /Identity  /V 5 /CF"), "{mended}");
        assert_eq!(mended.matches("/StrF").count(), 1);
    }

    #[test]
    fn a_file_whose_pages_are_plain_opens_without_its_mark_of_encryption() {
        let file = b"\n7 0 obj\n<< /CF << >> /StmF /Identity\n/StrF/Identity /EFF /A >>\nendobj trailer << /Encrypt 7 0 R /Root 1 0 R >>";
        let mended = with_plain_pages(file).unwrap();
        assert_eq!(mended.len(), file.len(), "nothing has moved");
        let text = String::from_utf8(mended).unwrap();
        assert!(text.ends_with("trailer <<                /Root 1 0 R >>"), "{text}");
        let locked =
            b"\n7 0 obj\n<< /CF << >> /StmF /A /StrF /Identity >>\nendobj trailer << /Encrypt 7 0 R >>";
        let unsaid = b"\n7 0 obj\n<< /CF << >> >>\nendobj trailer << /Encrypt 7 0 R >>";
        for file in [&locked[..], unsaid, b"/Encrypt 7", b""] {
            assert_eq!(with_plain_pages(file), None);
        }
    }

    #[test]
    fn a_file_that_says_all_or_has_no_filters_is_left_alone() {
        let all = b"\n7 0 obj\n<< /CF << >> /StmF /A /StrF /A >>\nendobj trailer << /Encrypt 7 0 R >>";
        let none = b"\n7 0 obj\n<< /V 2 >>\nendobj trailer << /Encrypt 7 0 R >>";
        let elsewhere = b"\n8 0 obj\n<< /CF << >> >>\nendobj trailer << /Encrypt 7 0 R >>";
        let cut = b"trailer << /Encrypt 7";
        for file in [&all[..], none, elsewhere, cut, b"/Encrypt", b""] {
            assert_eq!(with_unsaid_filters(file), None);
        }
    }
}
