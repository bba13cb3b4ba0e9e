use super::changes::{Edit, Edits};
use super::restore::{DecodeError, Record, RestoreError};

fn edits(list: &[(std::ops::Range<usize>, &str)]) -> Edits {
    let list = list.iter().map(|(range, text)| Edit {
        range: range.clone(),
        text: (*text).to_owned(),
    });
    Edits::new(list.collect()).expect("the test gives no overlaps")
}

fn recorded(source: &str, edits: &Edits) -> (String, Record) {
    let record = edits.inverse(source);
    let text = record.encode();
    assert!(text.bytes().all(|b| b.is_ascii_graphic()), "{text}");
    let decoded = Record::decode(&text).expect("what was encoded decodes");
    assert_eq!(decoded, record, "{text}");
    (edits.apply(source), decoded)
}

#[test]
fn an_insertion_needs_none_of_the_original() {
    let source = "a: 1\nb: 2\n";
    let (edited, record) = recorded(source, &edits(&[(5..5, "x: a rather long inserted line\n")]));
    assert!(!record.encode().contains('+'));
    assert_eq!(record.restore(&edited).as_deref(), Ok(source));
}

#[test]
fn every_pair_of_small_edits_is_undone() {
    for source in [
        "",
        "a",
        "a\n",
        "a\nb",
        "a\r\nb\r\n",
        "a\nb\nc\n",
        "\n\na\n",
        "é\n a\na\na",
    ] {
        let places: Vec<usize> = (0..=source.len()).filter(|i| source.is_char_boundary(*i)).collect();
        let texts = ["", "x", "x\n", "\nx", "\n", "a\nx\r\n"];
        for (i, from) in places.iter().enumerate() {
            for (j, to) in places[i..].iter().enumerate() {
                for first in texts {
                    for second in texts {
                        for (k, third) in places[i + j..].iter().enumerate() {
                            let last = *places[i + j..].get(k + 1).unwrap_or(third);
                            let edits = edits(&[(*from..*to, first), (*third..last, second)]);
                            let (edited, record) = recorded(source, &edits);
                            assert_eq!(
                                record.restore(&edited).as_deref(),
                                Ok(source),
                                "{edits:?} {edited:?} {record:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn lines_elsewhere_may_change_meanwhile() {
    let source = "one: 1\ntwo: {}\nthree: 3\nfour: 4\n";
    let edits = edits(&[(11..14, "\n  x: y"), (24..24, "new: a\n")]);
    let (edited, record) = recorded(source, &edits);
    assert_eq!(edited, "one: 1\ntwo:\n  x: y\nthree: 3\nnew: a\nfour: 4\n");
    let later = edited
        .replace("one: 1\n", "# by hand\n\none: 11\n")
        .replace("four: 4", "five: 5");
    let restored = record.restore(&later).expect("the lines written are all there");
    assert_eq!(restored, "# by hand\n\none: 11\ntwo: {}\nthree: 3\nfive: 5\n");
}

#[test]
fn of_equal_lines_the_ones_with_their_neighbours_are_taken() {
    let source = "a:\nb:\nc:\n";
    let (edited, record) = recorded(source, &edits(&[(6..6, "  x: 1\n")]));
    let later = edited.replace("a:\n", "a:\n  x: 1\n");
    assert_eq!(record.restore(&later).as_deref(), Ok("a:\n  x: 1\nb:\nc:\n"));
}

#[test]
fn lines_that_could_be_anyones_are_not_guessed_at() {
    let source = "a: 1\na: 1\na: 1\nb: 2\n";
    let (edited, record) = recorded(source, &edits(&[(15..20, "")]));
    assert_eq!(record.restore(&edited).as_deref(), Ok(source));
    let later = record.restore(&format!("# by hand\n{edited}c: 3\n"));
    assert_eq!(later, Err(RestoreError::Ambiguous { line: 3, lines: 1 }));
}

#[test]
fn changed_lines_are_detected() {
    let source = "a: 1\nb: 2\n";
    let (edited, record) = recorded(source, &edits(&[(5..5, "x: 1\ny: 2\n")]));
    let error = record
        .restore(&edited.replace("x: 1", "x: 2"))
        .expect_err("an inserted line differs");
    assert_eq!(error, RestoreError::Changed { line: 2, lines: 2 });
    assert!(record.restore("").is_err());
}

#[test]
fn a_line_break_added_at_the_end_meanwhile_does_not_matter() {
    let source = "a:\n  b: 1";
    let (edited, record) = recorded(source, &edits(&[(9..9, "\n  c: 2")]));
    assert_eq!(record.restore(&edited).as_deref(), Ok(source));
    assert_eq!(record.restore(&format!("{edited}\n")).as_deref(), Ok("a:\n  b: 1\n"));
    assert_eq!(
        record.restore(&format!("{edited}\nz: 1\n")).as_deref(),
        Ok("a:\n  b: 1\nz: 1\n")
    );
}

#[test]
fn one_document_of_several_is_undone_by_itself() {
    let source = "a: 1\n---\nb: 2\n";
    let edits = edits(&[(0..0, "x: 1\n"), (14..14, "y: 2\n")]);
    let record = edits.inverse_in(source, 9..14);
    assert_eq!(record.restore("b: 2\ny: 2\n").as_deref(), Ok("b: 2\n"));
}

#[test]
fn damage_to_the_record_is_detected() {
    let (_, record) = recorded("a: 1\n", &edits(&[(3..4, "ü_~ \t")]));
    let text = record.encode();
    for at in 0..text.len() {
        assert!(Record::decode(&text[..at]).is_err());
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        let changed = String::from_utf8(changed).expect("still ASCII");
        assert!(Record::decode(&changed).is_err(), "{changed}");
    }
    assert_eq!(Record::decode("2;x"), Err(DecodeError::Version("2".to_owned())));
    assert_eq!(Record::decode(&Record::default().encode()), Ok(Record::default()));
}

#[test]
fn a_record_that_fits_everywhere_but_for_its_checksum_is_given_up_soon() {
    let text = "a\n".repeat(20_000);
    let hunks = (0..500).map(|_| format!("0,10000,19999,{}", "A".repeat(10)));
    let mut record = format!("1;{};", hunks.collect::<Vec<_>>().join(";"));
    let check = super::checksum::crc32(record.as_bytes());
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    record.extend((0..6).map(|digit| char::from(digits[(check >> (6 * digit) & 63) as usize])));
    let record = Record::decode(&record).expect("the record is well formed");
    let started = std::time::Instant::now();
    assert!(record.restore(&text).is_err());
    assert!(started.elapsed().as_secs() < 5);
}
