//! Plans as the listener meets them.

use super::catalogue::Scored;
use super::*;
use crate::emotion::Emotion;
use crate::library::{Candidate, Like};

const NOW: i64 = 1_700_000_000;

/// A track with a trusted mood and an artist of its own.
pub fn track(id: i64, valence: f32, arousal: f32) -> Candidate {
    Candidate {
        id: TrackId(id),
        last_played: None,
        artist: 1000 + id as u32,
        album: 0,
        genre: 0,
        affect: Affect::new(valence, arousal),
        confidence: 0.8,
        length_secs: 180.0,
        plays: 0,
        skips: 0,
        tempo_bpm: 0.0,
        loudness_db: 0.0,
        number: 0,
        rating: 0,
        like: Like::Neutral,
    }
}

/// Tracks all over the plane.
fn library(size: i64) -> Vec<Candidate> {
    let mut random = fastrand::Rng::with_seed(3);
    (1..=size).map(|id| track(id, random.f32() * 2.0 - 1.0, random.f32() * 2.0 - 1.0)).collect()
}

fn request(mood: Option<Affect>) -> Request<'static> {
    Request { now: NOW, ..Request::new(mood) }
}

/// Only the choices.
fn plan(candidates: &[Candidate], request: &Request<'_>) -> Vec<Pick> {
    full_plan(candidates, request).picks
}

fn full_plan(candidates: &[Candidate], request: &Request<'_>) -> Plan {
    super::plan(&Catalogue::new(candidates.iter().copied()), request)
}

fn find(candidates: &[Candidate], id: TrackId) -> &Candidate {
    candidates.iter().find(|c| c.id == id).unwrap()
}

fn ids(picks: &[Pick]) -> Vec<i64> {
    picks.iter().map(|p| p.id.0).collect()
}

#[test]
fn match_stays_near_the_mood() {
    let candidates = library(500);
    let mood = Affect::new(0.6, -0.5);
    let picks = plan(&candidates, &request(Some(mood)));
    assert_eq!(picks.len(), 10);
    assert!(picks.iter().all(|p| find(&candidates, p.id).affect.distance(mood) < 0.5));
}

#[test]
fn lift_leads_from_the_mood_to_the_goal() {
    let candidates = library(500);
    let sad = Affect::new(-0.68, -0.36);
    let picks = plan(&candidates, &Request { mode: Mode::Lift, count: 6, ..request(Some(sad)) });
    let valences: Vec<f32> = picks.iter().map(|p| find(&candidates, p.id).affect.valence).collect();
    assert!(valences[0] < -0.4 && valences[5] > 0.4, "{valences:?}");
    assert!(picks.windows(2).all(|w| w[0].target.distance(w[1].target) <= LIFT_STEP + 1e-5));
}

#[test]
fn the_same_request_gives_the_same_plan_and_another_seed_another() {
    let candidates = library(500);
    let mood = Some(Affect::new(0.0, 0.0));
    assert_eq!(plan(&candidates, &request(mood)), plan(&candidates, &request(mood)));
    assert_ne!(
        ids(&plan(&candidates, &request(mood))),
        ids(&plan(&candidates, &Request { seed: 1, ..request(mood) }))
    );
}

#[test]
fn no_artist_comes_twice_in_five() {
    let mut candidates = library(60);
    for (i, candidate) in candidates.iter_mut().enumerate() {
        candidate.artist = i as u32 % 7 + 1;
    }
    let recent = [(TrackId(1), NOW - 60)];
    let picks =
        plan(&candidates, &Request { recent: &recent, count: 20, ..request(Some(Affect::default())) });
    let mut artists = vec![find(&candidates, TrackId(1)).artist];
    artists.extend(picks.iter().map(|p| find(&candidates, p.id).artist));
    assert!(artists.windows(5).all(|w| (1..5).all(|i| !w[..i].contains(&w[i]))), "{artists:?}");
}

#[test]
fn an_artist_with_the_nearest_thousand_does_not_hide_the_others() {
    let mut candidates = library(50);
    candidates.extend((1000..2000).map(|id| Candidate { artist: 7, ..track(id, 0.5, 0.5) }));
    let picks = plan(&candidates, &request(Some(Affect::new(0.5, 0.5))));
    let of_seven = picks.iter().filter(|p| find(&candidates, p.id).artist == 7).count();
    assert_eq!((picks.len(), of_seven), (10, 2));
}

#[test]
fn a_small_library_repeats_an_artist_rather_than_play_what_does_not_fit() {
    let mut candidates: Vec<_> = (1..=4).map(|id| Candidate { artist: 7, ..track(id, 0.7, 0.4) }).collect();
    candidates.extend((5..=20).map(|id| track(id, -0.6, 0.5)));
    let picks = plan(&candidates, &Request { count: 4, ..request(Some(Affect::new(0.7, 0.4))) });
    assert!(picks.iter().all(|p| p.id.0 <= 4), "{:?}", ids(&picks));
}

#[test]
fn no_track_comes_twice_in_a_day() {
    let mut candidates = library(100);
    for candidate in candidates.iter_mut().take(80) {
        candidate.last_played = Some(NOW - 3600);
    }
    let picks = plan(&candidates, &request(Some(Affect::default())));
    assert!(picks.iter().all(|p| p.id.0 > 80));
}

#[test]
fn a_small_library_goes_on_and_never_repeats_in_a_row() {
    let candidates: Vec<_> = (1..=3).map(|id| Candidate { artist: 5, ..track(id, 0.1, 0.1) }).collect();
    let mut heard: Vec<(TrackId, i64)> = Vec::new();
    for i in 0..12 {
        let now = NOW + i * 30;
        let played: Vec<_> = candidates
            .iter()
            .map(|c| Candidate {
                last_played: heard.iter().rev().find(|(id, _)| *id == c.id).map(|(_, at)| *at),
                ..*c
            })
            .collect();
        let picks = plan(&played, &Request { recent: &heard, now, count: 1, ..request(None) });
        heard.push((picks[0].id, now));
    }
    assert!(heard.windows(2).all(|w| w[0].0 != w[1].0), "{heard:?}");
    assert!(heard.windows(3).all(|w| w[0].0 != w[2].0), "all three in turn: {heard:?}");
}

#[test]
fn the_only_track_is_played_again_and_nothing_comes_from_nothing() {
    let recent = [(TrackId(1), NOW - 10)];
    let picks = plan(&[track(1, 0.0, 0.0)], &Request { recent: &recent, ..request(None) });
    assert_eq!(ids(&picks), [1]);
    assert!(plan(&[], &request(None)).is_empty());
    assert!(plan(&library(5), &Request { count: 0, ..request(None) }).is_empty());
}

#[test]
fn a_plan_holds_no_track_twice() {
    let mut picks = ids(&plan(&library(6), &request(None)));
    picks.sort_unstable();
    assert_eq!(picks, [1, 2, 3, 4, 5, 6]);
}

/// Plays `turns` songs one after the other as the engine does, each half an hour after the last.
fn heard_in_turn(candidates: &[Candidate], mood: Affect, turns: i64) -> Vec<TrackId> {
    let mut catalogue = Catalogue::new(candidates.iter().copied());
    let mut heard: Vec<(TrackId, i64)> = Vec::new();
    for turn in 0..turns {
        let now = NOW + turn * 1800;
        let picks =
            super::plan(&catalogue, &Request { recent: &heard, now, count: 1, ..request(Some(mood)) }).picks;
        let track = *catalogue.get(picks[0].id).unwrap();
        catalogue.put(Candidate { last_played: Some(now), plays: track.plays + 1, ..track });
        heard.push((track.id, now));
    }
    heard.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn a_small_library_stays_near_the_mood_and_wears_out_no_song() {
    let corners = [(0.7, 0.5), (-0.6, 0.5), (-0.6, -0.4), (0.6, -0.5)];
    let small: Vec<_> = (0..16)
        .map(|i| track(i + 1, corners[i as usize % 4].0, corners[i as usize % 4].1 + i as f32 * 0.01))
        .collect();
    let heard = heard_in_turn(&small, Affect::new(0.82, 0.45), 24);
    let fitting = heard.iter().filter(|id| id.0 % 4 == 1).count();
    assert!(fitting >= 12, "{fitting} of 24 fit: {heard:?}");
    assert!(heard.windows(4).all(|w| !w[1..].contains(&w[0])), "{heard:?}");
}

#[test]
fn a_library_of_one_mood_repeats_no_song_forever_and_says_when_nothing_fits() {
    let sad: Vec<_> = (1..=30).map(|id| track(id, -0.6, -0.4)).collect();
    let heard = heard_in_turn(&sad, Affect::new(0.82, 0.45), 60);
    let most = (1..=30).map(|id| heard.iter().filter(|h| h.0 == id).count()).max();
    assert!(most <= Some(3), "{heard:?}");
    assert!(full_plan(&sad, &request(Some(Affect::new(0.82, 0.45)))).out_of_matches);
    assert!(!full_plan(&sad, &request(Some(Affect::new(-0.6, -0.4)))).out_of_matches);
    assert!(!full_plan(&sad, &request(None)).out_of_matches, "without a mood there is nothing to miss");
}

#[test]
fn tempo_and_loudness_change_in_steps() {
    let mut candidates = library(400);
    for (i, candidate) in candidates.iter_mut().enumerate() {
        candidate.tempo_bpm = 70.0 + (i * 37 % 110) as f32;
        candidate.loudness_db = -6.0 - (i * 13 % 16) as f32;
    }
    let picks = plan(&candidates, &Request { count: 20, ..request(Some(Affect::default())) });
    for pair in picks.windows(2) {
        let (a, b) = (find(&candidates, pair[0].id), find(&candidates, pair[1].id));
        let octaves = (a.tempo_bpm / b.tempo_bpm).log2();
        assert!((octaves - octaves.round()).abs() <= 0.3, "{} {}", a.tempo_bpm, b.tempo_bpm);
        assert!((a.loudness_db - b.loudness_db).abs() <= 6.0);
    }
}

#[test]
fn albums_are_whole_and_in_order_on_request() {
    let mut candidates = library(60);
    for (i, candidate) in candidates.iter_mut().enumerate() {
        // Against the order of their numbers in the library.
        (candidate.album, candidate.number) = (1 + i as u32 / 6, 6 - (i % 6) as u16);
        candidate.artist = candidate.album;
    }
    let whole = Request { albums: Albums::Whole, count: 12, ..request(Some(Affect::default())) };
    let place = |id| (find(&candidates, id).album, find(&candidates, id).number);
    let places: Vec<_> = plan(&candidates, &whole).iter().map(|pick| place(pick.id)).collect();
    for (at, (album, number)) in places.iter().enumerate() {
        assert_eq!((*album, usize::from(*number)), (places[at / 6 * 6].0, at % 6 + 1), "{places:?}");
    }
    let recent = [(candidates[3].id, NOW - 100)];
    let next = plan(&candidates, &Request { recent: &recent, ..whole });
    assert_eq!((place(next[0].id), place(next[1].id)), ((1, 4), (1, 5)), "an album goes on where it was");
    assert!(next[0].reason.to_string().starts_with("Next on the album"), "{}", next[0].reason);
}

/// The search by squares gives what a look at every track gives.
#[test]
fn the_best_is_the_best_of_all() {
    let mut random = fastrand::Rng::with_seed(17);
    let candidates: Vec<Candidate> = (1..=3000)
        .map(|id| Candidate {
            artist: random.u32(1..300),
            genre: random.u32(0..12),
            confidence: random.f32() * random.f32(),
            like: if random.u32(..20) == 0 { Like::Liked } else { Like::Neutral },
            rating: random.u8(0..6),
            last_played: (random.u32(..3) == 0).then(|| NOW - random.i64(0..9_000_000)),
            ..track(id, random.f32() * 2.2 - 1.1, random.f32() * 2.0 - 1.0)
        })
        .collect();
    let catalogue = Catalogue::new(candidates.iter().copied());
    let mut taste = Taste::default();
    for _ in 0..200 {
        let signal = if random.bool() { Signal::Finished } else { Signal::Skipped(random.f32()) };
        taste.learn(&candidates[random.usize(..200)], signal);
    }
    for seed in 0..20 {
        let draw = taste.draw(seed);
        let heard = rules::Heard::default();
        let draw = (seed % 2 == 0).then_some(&draw);
        let scorer = score::Scorer { now: NOW, seed, draw, heard: &heard };
        let aim = if seed % 5 == 0 { path::Aim::Unknown } else { path::Aim::Match };
        let affect = Affect::new(random.f32() * 2.0 - 1.0, random.f32() * 2.0 - 1.0);
        let target = path::Target { affect, aim };
        let allowed = |track: &Candidate| track.id.0 % 3 != 0;
        let scan = candidates.iter().filter(|track| allowed(track));
        let mut scan: Vec<_> =
            scan.map(|track| Scored { score: scorer.score(track, &target), track }).collect();
        scan.sort_by(|a, b| b.cmp(a));
        scan.truncate(40);
        assert_eq!(catalogue.best(&scorer, &target, 40, allowed), scan);
        assert_eq!(catalogue.best(&scorer, &target, 1, allowed), scan[..1]);
    }
}

#[test]
fn a_disliked_track_comes_last() {
    let mut candidates = library(6);
    candidates[2].like = Like::Disliked;
    let picks = plan(&candidates, &request(Some(candidates[2].affect)));
    assert_eq!(picks.last().map(|p| p.id), Some(TrackId(3)));
}

#[test]
fn without_a_mood_the_reason_says_so() {
    let picks = plan(&library(50), &request(None));
    assert!(
        picks.iter().all(|p| p.reason.to_string().starts_with("No mood is known")),
        "{}",
        picks[0].reason
    );
}

#[test]
fn broken_numbers_do_not_break_a_plan() {
    let mut candidates = library(20);
    candidates[3].confidence = f32::NAN;
    candidates[4].last_played = Some(i64::MAX);
    candidates[5].last_played = Some(i64::MIN);
    let recent = [(TrackId(777), i64::MIN), (TrackId(5), i64::MAX)];
    assert_eq!(plan(&candidates, &Request { recent: &recent, ..request(Some(Affect::default())) }).len(), 10);
}

#[test]
fn reasons_are_sentences_from_the_numbers() {
    let mood = Affect::new(0.6, -0.5);
    let old = Candidate { last_played: Some(NOW - 12 * 86_400), plays: 2, ..track(1, 0.6, -0.45) };
    let reason = |track, request: &Request<'_>| plan(&[track], request)[0].reason.to_string();
    assert_eq!(
        reason(old, &request(Some(mood))),
        "Calm, close to your mood; heard out twice; not heard for 12 days."
    );
    let liked = Candidate { like: Like::Liked, ..track(1, -0.5, 0.5) };
    assert_eq!(
        reason(liked, &request(Some(mood))),
        "Tense, far from your mood; you like it; not played yet."
    );
    let pair = plan(
        &[track(1, 0.4, -0.3), Candidate { plays: 1, ..track(2, 0.62, -0.3) }],
        &request(Some(Affect::new(0.4, -0.3))),
    );
    assert_eq!(
        pair[1].reason.to_string(),
        "Calm and a bit brighter than the last, close to your mood; heard out once."
    );
    let lift = Request { mode: Mode::Lift, count: 3, ..request(Some(Affect::new(-0.68, -0.36))) };
    let way = plan(&[track(1, -0.6, -0.3), track(2, -0.2, -0.2), track(3, 0.6, 0.0)], &lift);
    assert_eq!(
        way[1].reason.to_string(),
        "A step brighter than the last, on the way to calm and happy; not played yet."
    );
    assert_eq!(
        way[2].reason.to_string(),
        "Brighter than the last, on the way to calm and happy; not played yet."
    );
    let unknown = Candidate { confidence: 0.0, ..track(1, 0.0, 0.0) };
    assert!(reason(unknown, &request(Some(mood))).starts_with("Nothing is known about its mood yet"));
}

#[test]
fn reasons_never_speak_of_the_listener_as_ill_or_sad() {
    let banned = ["you are", "you're", "depress", "anxi", "disorder", "therap", "diagnos", "unhappy", "sick"];
    let mut candidates = library(300);
    for (i, candidate) in candidates.iter_mut().enumerate() {
        candidate.confidence = (i % 10) as f32 / 10.0;
        candidate.rating = (i % 6) as u8;
        candidate.last_played = (i % 3 == 0).then_some(NOW - i.cast_signed() as i64 * 5000);
    }
    let table = crate::affect::AffectTable::default();
    for mood in Emotion::ALL.into_iter().map(|e| Some(table.get(e))).chain([None]) {
        for mode in [Mode::Match, Mode::Lift] {
            for pick in plan(&candidates, &Request { mode, count: 50, ..request(mood) }) {
                let reason = pick.reason.to_string().to_lowercase();
                assert!(!banned.iter().any(|word| reason.contains(word)), "{reason}");
                assert!(
                    pick.reason.to_string().chars().count() <= 160 && pick.reason.to_string().ends_with('.'),
                    "{reason}"
                );
            }
        }
    }
}
