//! The drawings: where things stand, computed.

use crate::line_chart::drawing::{ChartPoint, HEIGHT, WIDTH, draw, nice_step};
use crate::range_bar::places;

fn points(values: &[f64]) -> Vec<ChartPoint> {
    values
        .iter()
        .zip(0u32..)
        .map(|(value, place)| ChartPoint {
            day: f64::from(place) * 30.0,
            day_text: format!("day {place}"),
            value: *value,
        })
        .collect()
}

#[test]
fn a_value_stands_on_its_range() {
    let middle = places(4.3, Some(3.5), Some(5.1)).expect("a range");
    assert!(middle.within);
    assert!((middle.marker - 120.0).abs() < 0.01, "{middle:?}");
    // The ends belong to the range.
    assert!(places(3.5, Some(3.5), Some(5.1)).expect("a range").within);
    assert!(places(5.1, Some(3.5), Some(5.1)).expect("a range").within);
}

#[test]
fn a_value_outside_never_touches_the_band() {
    for value in [5.100_1, 5.2, 9.0, 1e12] {
        let at = places(value, Some(3.5), Some(5.1)).expect("a range");
        assert!(!at.within);
        assert!(
            at.marker > at.band_to && at.marker < 240.0,
            "{value}: {at:?}"
        );
    }
    for value in [3.499_9, 0.0, -1e12] {
        let at = places(value, Some(3.5), Some(5.1)).expect("a range");
        assert!(!at.within);
        assert!(
            at.marker < at.band_from && at.marker > 0.0,
            "{value}: {at:?}"
        );
    }
    let at = places(100.1, None, Some(100.0)).expect("a limit");
    assert!(!at.within && at.marker > at.band_to, "{at:?}");
    let at = places(39.9, Some(40.0), None).expect("a limit");
    assert!(!at.within && at.marker < at.band_from, "{at:?}");
}

#[test]
fn without_a_sensible_range_there_is_no_bar() {
    assert_eq!(places(4.0, None, None), None);
    assert_eq!(places(4.0, Some(5.0), Some(5.0)), None);
    assert_eq!(places(4.0, Some(5.0), Some(3.0)), None);
    assert_eq!(places(f64::NAN, Some(3.0), Some(5.0)), None);
    assert_eq!(places(4.0, Some(f64::NEG_INFINITY), Some(5.0)), None);
}

#[test]
fn steps_are_one_two_or_five() {
    for (span, step, decimals) in [
        (2.5, 0.5, 1),
        (10.0, 2.0, 0),
        (9.0, 2.0, 0),
        (450.0, 100.0, 0),
        (0.04, 0.01, 2),
        (3.0, 1.0, 0),
    ] {
        let (got, places) = nice_step(span, 5.0);
        assert!(
            (got - step).abs() < step * 1e-9,
            "{span}: {got}, not {step}"
        );
        assert_eq!(places, decimals, "{span}");
    }
}

#[test]
fn a_chart_needs_two_points_that_are_numbers() {
    assert_eq!(draw(&[], None, None), None);
    assert_eq!(draw(&points(&[1.0]), None, None), None);
    assert_eq!(draw(&points(&[1.0, f64::NAN]), None, None), None);
    let mut nowhere = points(&[1.0, 2.0, 3.0]);
    nowhere[1].day = f64::NAN;
    assert_eq!(draw(&nowhere, None, None), None);
}

#[test]
fn a_line_is_broken_where_a_value_is_missing() {
    let drawing = |values: &[f64]| draw(&points(values), None, None).expect("a drawing");
    let gap = f64::NAN;
    for (values, pieces, marks) in [
        (&[1.0, 2.0, 3.0] as &[f64], 1, 3),
        (&[1.0, 2.0, gap, 3.0, 4.0], 2, 4),
        (&[1.0, gap, 2.0, gap, gap, 3.0], 3, 3),
        (&[gap, 1.0, 2.0, f64::INFINITY], 1, 2),
    ] {
        let drawn = drawing(values);
        assert_eq!(drawn.line.matches('M').count(), pieces, "{values:?}");
        assert!(drawn.line.starts_with('M'), "{}", drawn.line);
        assert_eq!(drawn.marks.len(), marks, "{values:?}");
        assert!(!drawn.line.contains("NaN") && !drawn.line.contains("inf"));
    }
    // The days of a gap keep their room: the points beside it stay where they were.
    let (whole, broken) = (drawing(&[1.0, 2.0, 3.0]), drawing(&[1.0, gap, 3.0]));
    assert_eq!(whole.marks[2], broken.marks[1]);
    assert_eq!(whole.days, broken.days);
}

#[test]
fn everything_drawn_lies_within_the_picture() {
    let series: [(&[f64], Option<f64>, Option<f64>); 7] = [
        (&[4.1, 4.6, 5.6, 4.9], Some(3.5), Some(5.1)),
        (&[0.0, 0.0], None, None),
        (&[7.0, 7.0, 7.0], Some(1.0), None),
        (&[-3.0, 250_000.0], None, Some(400_000.0)),
        (&[0.000_1, 0.000_2], None, None),
        (&[140.0, 139.0, 141.0], Some(136.0), Some(145.0)),
        (&[1e15, 2e15], None, None),
    ];
    for (values, low, high) in series {
        let drawing = draw(&points(values), low, high).expect("a drawing");
        assert_eq!(drawing.marks.len(), values.len());
        assert!(
            (2..=12).contains(&drawing.ticks.len()),
            "{values:?}: {:?}",
            drawing.ticks
        );
        for mark in &drawing.marks {
            assert!(
                (0.0..=WIDTH).contains(&mark.x) && (0.0..=HEIGHT).contains(&mark.y),
                "{mark:?}"
            );
        }
        for tick in &drawing.ticks {
            assert!((0.0..=HEIGHT).contains(&tick.at), "{values:?}: {tick:?}");
        }
        if let Some((top, bottom)) = drawing.band {
            assert!(top >= 0.0 && top < bottom && bottom <= HEIGHT, "{values:?}");
        }
    }
}

#[test]
fn points_outside_the_range_are_marked() {
    let drawing = draw(&points(&[3.0, 4.0, 5.1, 5.2]), Some(3.5), Some(5.1)).expect("a drawing");
    let outside: Vec<bool> = drawing.marks.iter().map(|mark| mark.outside).collect();
    assert_eq!(outside, [true, false, false, true]);
}

#[test]
fn days_do_not_run_into_each_other() {
    let many: Vec<f64> = (0..60).map(f64::from).collect();
    let drawing = draw(&points(&many), None, None).expect("a drawing");
    let places: Vec<f64> = drawing.days.iter().map(|day| day.at).collect();
    assert!(places.len() >= 2);
    assert!(
        places.windows(2).all(|pair| pair[1] - pair[0] >= 119.0),
        "{places:?}"
    );
    assert_eq!(drawing.days.last().map(|day| &*day.text), Some("day 59"));
}

#[test]
fn among_very_many_points_those_outside_are_seen() {
    let few = draw(&points(&[4.0; 60]), Some(3.5), Some(5.1)).expect("a chart");
    assert_eq!(few.marks.len(), 60);
    let mut values = [4.0; 200];
    values[7] = 6.0;
    let many = draw(&points(&values), Some(3.5), Some(5.1)).expect("a chart");
    assert_eq!(many.line.matches(['M', 'L']).count(), 200);
    assert!(many.marks.len() == 1 && many.marks[0].outside);
}
