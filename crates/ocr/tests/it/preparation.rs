//! Straightening and levelling.

use image::{GrayImage, Luma};
use perigee_ocr::{Origin, prepare};

/// Rows of dashes on paper, slanting down to the right by this many degrees.
fn slanted(degrees: f32) -> GrayImage {
    let slope = degrees.to_radians().tan();
    GrayImage::from_fn(1000, 1400, |x, y| {
        let along = y as f32 - (x as f32 - 500.0) * slope;
        let on_row = along.rem_euclid(40.0) < 8.0 && (60.0..1340.0).contains(&along);
        let on_dash = x % 30 < 22 && (60..940).contains(&x);
        Luma([if on_row && on_dash { 30 } else { 230 }])
    })
}

#[test]
fn a_slanted_page_is_straightened() {
    for degrees in [-4.0f32, -1.3, 2.2, 5.5] {
        let found = prepare(&slanted(degrees), Origin::Page).slant.to_degrees();
        assert!((found - degrees).abs() < 0.25, "{degrees} was found as {found}");
    }
}

#[test]
fn a_straight_page_is_left_as_it_is() {
    assert_eq!(prepare(&slanted(0.0), Origin::Page).slant, 0.0);
    assert_eq!(prepare(&GrayImage::from_pixel(600, 800, Luma([255])), Origin::Page).slant, 0.0);
}

#[test]
fn places_on_the_straightened_page_lead_back_to_the_original() {
    let original = slanted(3.0);
    let prepared = prepare(&original, Origin::Page);
    // The left end of a dash in a row through the middle of the straight page is ink on both pictures.
    let (x, y) = (100.0, 684.0);
    let row = (0..40)
        .map(|step| y + step as f32)
        .find(|&y| prepared.picture.get_pixel(x as u32, y as u32).0[0] < 60);
    let (back_x, back_y) = prepared.to_original(x, row.expect("a row is 40 px away at most") + 2.0);
    assert!(original.get_pixel(back_x as u32, back_y as u32).0[0] < 60, "{back_x} {back_y}");
    assert!((back_y - y).abs() > 15.0, "three degrees move the left side by 20 px");
}

#[test]
fn shade_is_levelled_and_ink_stays() {
    let shaded = GrayImage::from_fn(800, 800, |x, y| {
        let paper = 240 - (x * 120 / 800);
        let ink = y % 40 < 3 && x % 20 < 12;
        Luma([if ink { (paper / 3) as u8 } else { paper as u8 }])
    });
    let levelled = prepare(&shaded, Origin::Page).picture;
    for x in [30, 410, 770] {
        let column: Vec<u8> = (100..300).map(|y| levelled.get_pixel(x, y).0[0]).collect();
        assert_eq!((column.iter().min(), column.iter().max()), (Some(&0), Some(&255)), "at {x}");
    }
}

#[test]
fn light_text_on_a_dark_bar_survives() {
    let bar = GrayImage::from_fn(600, 200, |x, y| {
        let in_bar = (50..150).contains(&y);
        let letter = (80..120).contains(&y) && x % 16 < 4;
        Luma([if in_bar && !letter { 40 } else { 250 }])
    });
    let levelled = prepare(&bar, Origin::Page).picture;
    let column = |x: u32| levelled.get_pixel(x, 100).0[0];
    assert!(column(322) > 200 && column(330) < 100, "{} {}", column(322), column(330));
}
