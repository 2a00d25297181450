use super::*;
use crate::player::POSITION_EVERY;

const RATE: u64 = 48_000;

fn item(key: u64) -> Item {
    Item { key, path: PathBuf::from(format!("{key}.flac")), ..Item::default() }
}

/// A machine with an output at 48 kHz.
fn machine() -> Machine {
    let mut machine = Machine::new(POSITION_EVERY);
    machine.handle(Input::Output { state: OutputState::Device("test".to_owned()), rate: 48_000 });
    machine
}

impl Machine {
    fn ask(&mut self, command: PlayerCommand) -> Vec<Effect> {
        self.handle(Input::Command(command))
    }

    fn segment(&mut self, at: u64, key: u64, position: Duration) -> Vec<PlayerEvent> {
        let generation = self.generation;
        let item = item(key);
        events(self.handle(Input::Decode(DecodeNews::Segment {
            generation,
            at,
            item,
            position,
            length: None,
            speed: 1.0,
        })))
    }

    fn end(&mut self, at: u64) -> Vec<PlayerEvent> {
        let generation = self.generation;
        events(self.handle(Input::Decode(DecodeNews::Ended { generation, at })))
    }

    fn near_end(&mut self, key: u64) -> Vec<PlayerEvent> {
        let generation = self.generation;
        events(self.handle(Input::Decode(DecodeNews::NearEnd { generation, key })))
    }

    fn fail(&mut self, key: u64) -> Vec<PlayerEvent> {
        let news = DecodeNews::Failed {
            generation: self.generation,
            key,
            path: item(key).path,
            reason: "is damaged".into(),
        };
        events(self.handle(Input::Decode(news)))
    }

    fn at(&mut self, taken: u64) -> Vec<PlayerEvent> {
        events(self.handle(Input::Progress { taken }))
    }

    fn playing(key: u64) -> Self {
        let mut machine = machine();
        machine.ask(PlayerCommand::Play(item(key)));
        machine.segment(0, key, Duration::ZERO);
        machine
    }
}

fn events(effects: Vec<Effect>) -> Vec<PlayerEvent> {
    let event = |effect| if let Effect::Event(event) = effect { Some(event) } else { None };
    effects.into_iter().filter_map(event).collect()
}

fn started(key: u64) -> PlayerEvent {
    PlayerEvent::Started { key, length: None }
}

fn starts(effects: &[Effect]) -> Vec<(u64, Duration)> {
    let start = |effect: &Effect| {
        let Effect::Decode(DecodeOrder::Start { item, from, .. }) = effect else { return None };
        Some((item.key, *from))
    };
    effects.iter().filter_map(start).collect()
}

#[test]
fn a_successor_that_is_over_before_it_is_heard_asks_for_its_own_when_it_begins() {
    let mut machine = Machine::playing(1);
    assert_eq!(machine.near_end(1), [PlayerEvent::NeedNext { key: 1 }]);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    assert_eq!(machine.segment(RATE, 2, Duration::ZERO), []);
    assert_eq!(machine.near_end(2), []);
    assert_eq!(
        machine.at(RATE),
        [PlayerEvent::Finished { key: 1 }, started(2), PlayerEvent::NeedNext { key: 2 }]
    );
}

#[test]
fn an_item_starts_when_its_first_sample_is_reached_not_when_it_is_decoded() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    assert_eq!(machine.segment(RATE, 2, Duration::ZERO), []);
    assert!(!machine.at(RATE - 1).contains(&started(2)));
    assert_eq!(machine.at(RATE), [PlayerEvent::Finished { key: 1 }, started(2)]);
}

#[test]
fn a_position_is_told_with_the_step_that_ends_nearest_to_its_time() {
    let mut machine = Machine::playing(1);
    let step = RATE * 24 / 100;
    let told: usize = (1..=5).map(|i| machine.at(i * step).len()).sum();
    assert_eq!(told, 5, "each is 10 ms early");
}

#[test]
fn positions_count_from_the_segment_four_times_a_second() {
    let mut machine = Machine::playing(1);
    let told: usize = (1..=100).map(|i| machine.at(i * RATE / 100).len()).sum();
    assert_eq!(told, 4);
    let position = Duration::from_millis(1250);
    assert_eq!(machine.at(RATE * 5 / 4), [PlayerEvent::Position { key: 1, position }]);
}

#[test]
fn a_successor_is_asked_for_once() {
    let mut machine = Machine::playing(1);
    assert_eq!(machine.near_end(1), [PlayerEvent::NeedNext { key: 1 }]);
    assert_eq!(machine.near_end(1), []);
}

#[test]
fn no_successor_is_asked_for_when_there_is_one() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    assert_eq!(machine.near_end(1), []);
}

#[test]
fn without_a_successor_the_end_is_idle() {
    let mut machine = Machine::playing(1);
    assert_eq!(machine.end(100), []);
    assert_eq!(machine.at(100), [PlayerEvent::Finished { key: 1 }, PlayerEvent::Idle]);
}

#[test]
fn a_late_successor_starts_after_idle_but_not_after_stop() {
    let mut machine = Machine::playing(1);
    machine.end(100);
    machine.at(100);
    assert_eq!(starts(&machine.ask(PlayerCommand::SetNext(Some(item(2))))), [(2, Duration::ZERO)]);
    machine.ask(PlayerCommand::Stop);
    assert_eq!(machine.ask(PlayerCommand::SetNext(Some(item(3)))), []);
}

#[test]
fn play_replaces_what_plays_and_drops_stale_news() {
    let mut machine = Machine::playing(1);
    let stale = machine.generation;
    let effects = machine.ask(PlayerCommand::Play(item(2)));
    assert_eq!(effects[0], Effect::Discard);
    assert_eq!(starts(&effects), [(2, Duration::ZERO)]);
    let news = DecodeNews::Ended { generation: stale, at: 0 };
    assert_eq!(machine.handle(Input::Decode(news)), []);
    assert_eq!(machine.segment(500, 2, Duration::ZERO), []);
    assert_eq!(machine.at(500), [started(2)]);
}

#[test]
fn pause_and_resume_are_acknowledged_once() {
    let mut machine = Machine::playing(1);
    assert_eq!(
        machine.ask(PlayerCommand::Pause),
        [Effect::SetPlaying(false), Effect::Event(PlayerEvent::Paused)]
    );
    assert_eq!(machine.ask(PlayerCommand::Pause), []);
    assert!(!machine.is_moving(), "a paused player sleeps");
    assert!(events(machine.ask(PlayerCommand::Resume)).contains(&PlayerEvent::Resumed));
    assert_eq!(machine.ask(PlayerCommand::Resume), []);
}

#[test]
fn a_seek_keeps_the_successor_and_tells_the_new_position() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    let to = Duration::from_secs(9);
    let effects = machine.ask(PlayerCommand::Seek(to));
    let next = Some(item(2));
    let generation = machine.generation;
    let order = DecodeOrder::Start { generation, item: item(1), from: to, next, entry: Entry::Cut };
    assert_eq!(effects, [Effect::Discard, Effect::Decode(order)]);
    machine.segment(700, 1, to);
    assert_eq!(machine.at(700), [PlayerEvent::Position { key: 1, position: to }]);
}

#[test]
fn a_new_output_goes_on_at_the_position_heard_last() {
    let mut machine = Machine::playing(1);
    machine.at(2 * RATE);
    let state = OutputState::Silent { reason: "gone".to_owned() };
    let effects = machine.handle(Input::Output { state: state.clone(), rate: 44_100 });
    assert_eq!(starts(&effects), [(1, Duration::from_secs(2))]);
    assert_eq!(events(effects), [PlayerEvent::Output(state)]);
    // It was heard before: no second start.
    let position = Duration::from_secs(2);
    assert_eq!(machine.segment(0, 1, position), [PlayerEvent::Position { key: 1, position }]);
}

#[test]
fn a_file_that_fails_is_told_and_a_successor_asked_for() {
    let mut machine = machine();
    machine.ask(PlayerCommand::Play(item(1)));
    let told = machine.fail(1);
    assert!(matches!(told[0], PlayerEvent::Failed { key: 1, .. }));
    assert_eq!(told[1], PlayerEvent::NeedNext { key: 1 });
    assert_eq!(machine.end(0), [PlayerEvent::Idle], "it was never heard, so it never finished");
}

#[test]
fn a_successor_that_fails_is_asked_for_again() {
    let mut machine = Machine::playing(1);
    machine.near_end(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    assert_eq!(machine.fail(2)[1], PlayerEvent::NeedNext { key: 2 });
    let effects = machine.ask(PlayerCommand::SetNext(Some(item(3))));
    assert_eq!(effects, [Effect::Decode(DecodeOrder::Next { after: 1, next: Some(item(3)) })]);
}

#[test]
fn a_successor_set_too_late_comes_after_the_one_already_decoded() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    machine.segment(RATE, 2, Duration::ZERO);
    machine.ask(PlayerCommand::SetNext(Some(item(3))));
    let effects = machine.handle(Input::Progress { taken: RATE });
    assert!(effects.contains(&Effect::Decode(DecodeOrder::Next { after: 2, next: Some(item(3)) })));
    assert!(events(effects).contains(&started(2)));
}

#[test]
fn stop_forgets_everything() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    assert_eq!(events(machine.ask(PlayerCommand::Stop)), [PlayerEvent::Idle]);
    assert_eq!(machine.ask(PlayerCommand::Seek(Duration::ZERO)), []);
    assert_eq!(machine.ask(PlayerCommand::Resume), []);
}

fn with_crossfade() -> Machine {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetSound(Sound { crossfade_secs: 4.0, ..Sound::default() }));
    machine
}

fn blends(effects: &[Effect]) -> bool {
    let blends = |e: &Effect| matches!(e, Effect::Decode(DecodeOrder::Start { entry: Entry::Blend, .. }));
    effects.iter().any(blends) && !effects.contains(&Effect::Discard)
}

#[test]
fn with_a_crossfade_a_chosen_item_blends_over_what_is_heard() {
    assert!(blends(&with_crossfade().ask(PlayerCommand::Play(item(2)))));
    assert!(!blends(&Machine::playing(1).ask(PlayerCommand::Play(item(2)))), "without one it cuts");
}

#[test]
fn nothing_blends_within_an_album_while_paused_or_at_another_speed() {
    let of_album = Item { join: Join::Seamless, ..item(2) };
    assert!(!blends(&with_crossfade().ask(PlayerCommand::Play(of_album))));
    let mut paused = with_crossfade();
    paused.ask(PlayerCommand::Pause);
    assert!(!blends(&paused.ask(PlayerCommand::Play(item(2)))));
    let mut fast = Machine::playing(1);
    fast.ask(PlayerCommand::SetSound(Sound { crossfade_secs: 4.0, speed: 1.5, ..Sound::default() }));
    assert!(!blends(&fast.ask(PlayerCommand::Play(item(2)))));
    assert!(!blends(&with_crossfade().ask(PlayerCommand::Seek(Duration::ZERO))));
}

#[test]
fn positions_follow_the_speed() {
    let mut machine = Machine::playing(1);
    let (generation, position) = (machine.generation, Duration::from_secs(1));
    let news =
        DecodeNews::Segment { generation, at: RATE, item: item(1), position, length: None, speed: 2.0 };
    machine.handle(Input::Decode(news));
    machine.at(RATE);
    let told = machine.at(2 * RATE);
    assert_eq!(told, [PlayerEvent::Position { key: 1, position: Duration::from_secs(3) }]);
}

#[test]
fn a_new_gain_goes_to_the_item_wherever_it_is() {
    let mut machine = Machine::playing(1);
    machine.ask(PlayerCommand::SetNext(Some(item(2))));
    let gain = Gain { db: -3.0, limited: true };
    let effects = machine.ask(PlayerCommand::SetGain { key: 2, gain });
    assert_eq!(effects, [Effect::Decode(DecodeOrder::Gain { key: 2, gain })]);
    let seek = machine.ask(PlayerCommand::Seek(Duration::ZERO));
    let next = Some(Item { gain, ..item(2) });
    assert!(
        seek.iter().any(|e| matches!(e, Effect::Decode(DecodeOrder::Start { next: n, .. }) if *n == next))
    );
}

#[test]
fn a_first_item_may_have_the_output_opened_anew_and_begins_when_that_is_done() {
    let mut machine = machine();
    let entry = |effects: &[Effect]| {
        effects.iter().find_map(|effect| {
            let Effect::Decode(DecodeOrder::Start { entry, from, .. }) = effect else { return None };
            Some((*entry, *from))
        })
    };
    let from = Duration::from_secs(7);
    let asked = machine.ask(PlayerCommand::PlayFrom(item(1), from));
    assert_eq!(entry(&asked), Some((Entry::Fresh, from)));
    let generation = machine.generation;
    let news = DecodeNews::Rate { generation, rate: 96_000 };
    assert_eq!(machine.handle(Input::Decode(news)), [Effect::SetRate(96_000)]);
    let output = Input::Output { state: OutputState::Device("test".to_owned()), rate: 96_000 };
    let opened = machine.handle(output);
    assert_eq!(entry(&opened), Some((Entry::Fresh, from)));
    // The same device, so nothing is told.
    assert_eq!(events(opened), []);
    let late = DecodeNews::Rate { generation, rate: 192_000 };
    assert_eq!(machine.handle(Input::Decode(late)), []);
}

#[test]
fn what_is_heard_goes_on_at_the_rate_of_a_new_output() {
    let mut machine = Machine::playing(1);
    let output = Input::Output { state: OutputState::Device("other".to_owned()), rate: 96_000 };
    let effects = machine.handle(output);
    let goes_on =
        |effect: &Effect| matches!(effect, Effect::Decode(DecodeOrder::Start { entry: Entry::Cut, .. }));
    assert!(effects.iter().any(goes_on), "{effects:?}");
    let next = machine.ask(PlayerCommand::Play(item(2)));
    assert!(next.iter().any(goes_on), "what is skipped to does not wait for the device: {next:?}");
}

#[test]
fn it_looks_when_a_position_is_due_or_an_item_begins() {
    let mut machine = Machine::playing(1);
    machine.at(RATE / 10);
    assert_eq!(machine.next_look(), Duration::from_millis(150));
    machine.segment(RATE / 5, 2, Duration::ZERO);
    assert_eq!(machine.next_look(), Duration::from_millis(100));
    machine.at(RATE / 5 - 1);
    assert_eq!(machine.next_look(), SHORTEST_LOOK);
}
