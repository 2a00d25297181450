use super::*;
use crate::engine::testing::track;

fn ids(numbers: impl IntoIterator<Item = i64>) -> Vec<TrackId> {
    numbers.into_iter().map(TrackId).collect()
}

fn queue(tracks: impl IntoIterator<Item = i64>) -> Queue {
    let mut queue = Queue::new(7);
    queue.enqueue(&ids(tracks));
    queue
}

fn ahead(queue: &Queue) -> Vec<i64> {
    queue.listed().iter().map(|slot| slot.id.0).collect()
}

fn key(queue: &Queue, id: i64) -> u64 {
    queue.listed().iter().find(|slot| slot.id.0 == id).unwrap().key
}

/// Takes what is next; 0 for a planned track, `None` for nothing.
fn take(queue: &mut Queue) -> Option<i64> {
    queue.take().map(|next| match next {
        Next::Listed(slot) => slot.id.0,
        Next::Planned(_) => 0,
    })
}

fn take_all(queue: &mut Queue, count: usize) -> Vec<i64> {
    (0..count).map_while(|_| take(queue)).collect()
}

fn plan(queue: &mut Queue, title: &str) -> u64 {
    let entry = queue.entry(Arc::new(track(9, title)), QueuedBy::Plan, "near".into(), None);
    let key = entry.key;
    queue.set_plan(vec![entry]);
    key
}

fn as_entry(queue: &mut Queue, slot: Slot) -> QueueEntry {
    let entry = queue.entry(Arc::new(track(slot.id.0, "x")), QueuedBy::User, CHOSEN.into(), None);
    QueueEntry { key: slot.key, ..entry }
}

#[test]
fn what_the_user_asked_for_comes_before_the_plan() {
    let mut queue = queue([1, 2]);
    plan(&mut queue, "plan");
    queue.enqueue_first(&ids([3, 4]));
    assert_eq!(take_all(&mut queue, 9), [3, 4, 1, 2, 0]);
}

#[test]
fn playing_all_replaces_the_list_and_starts_where_asked() {
    let mut queue = queue([8, 9]);
    queue.replace(&ids(1..=4), 2);
    assert_eq!(take_all(&mut queue, 9), [3, 4]);
    queue.undo();
    assert_eq!(ahead(&queue), [8, 9]);
}

#[test]
fn shuffled_each_track_comes_exactly_once_and_the_one_asked_for_first() {
    let mut queue = Queue::new(3);
    queue.set_shuffle(true);
    queue.replace(&ids(1..=200), 41);
    let mut heard = take_all(&mut queue, 500);
    assert_eq!((heard.len(), heard[0]), (200, 42));
    assert!(!heard.is_sorted());
    heard.sort_unstable();
    assert_eq!(heard, (1..=200).collect::<Vec<_>>());
}

#[test]
fn every_order_is_about_as_likely() {
    let mut first = [0_u32; 3];
    for seed in 0..3000 {
        let mut queue = Queue::new(seed);
        queue.enqueue(&ids([0, 1, 2]));
        queue.set_shuffle(true);
        first[take(&mut queue).unwrap() as usize] += 1;
    }
    assert!(first.iter().all(|count| (850..1150).contains(count)), "{first:?}");
}

#[test]
fn without_shuffle_what_is_left_goes_on_in_order() {
    let mut queue = queue(1..=50);
    queue.set_shuffle(true);
    let heard = take_all(&mut queue, 20);
    queue.set_shuffle(false);
    let rest: Vec<i64> = (1..=50).filter(|id| !heard.contains(id)).collect();
    assert_eq!(ahead(&queue), rest);
}

#[test]
fn what_is_queued_while_shuffled_keeps_its_meaning() {
    let mut queue = queue(1..=20);
    queue.set_shuffle(true);
    take(&mut queue);
    queue.enqueue_first(&ids([100]));
    queue.enqueue(&ids([200]));
    assert_eq!((ahead(&queue)[0], ahead(&queue).last()), (100, Some(&200)));
    queue.set_shuffle(false);
    assert_eq!((ahead(&queue)[0], ahead(&queue).last()), (100, Some(&200)));
}

#[test]
fn repeating_all_starts_the_list_again_in_a_new_order_when_shuffled() {
    let mut queue = queue(1..=3);
    queue.set_repeat(Repeat::All);
    plan(&mut queue, "plan");
    assert_eq!(take_all(&mut queue, 7), [1, 2, 3, 1, 2, 3, 1]);
    let mut queue = queue_of_many_rounds();
    let rounds: Vec<Vec<i64>> = (0..4).map(|_| take_all(&mut queue, 30)).collect();
    for round in &rounds {
        let mut sorted = round.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (1..=30).collect::<Vec<_>>());
    }
    assert!(rounds.windows(2).all(|two| two[0] != two[1] && two[0][29] != two[1][0]));
}

fn queue_of_many_rounds() -> Queue {
    let mut queue = queue(1..=30);
    queue.set_shuffle(true);
    queue.set_repeat(Repeat::All);
    queue
}

#[test]
fn a_shuffled_list_heard_out_repeats_in_order_once_shuffle_is_off() {
    let mut queue = queue_of_many_rounds();
    take_all(&mut queue, 30);
    queue.set_shuffle(false);
    assert_eq!(take_all(&mut queue, 30), (1..=30).collect::<Vec<_>>());
}

#[test]
fn the_order_survives_a_restart() {
    let mut queue = queue_of_many_rounds();
    take_all(&mut queue, 11);
    let mut later = Queue::new(99);
    later.restore(&queue.list(None));
    assert_eq!(later.list(None), queue.list(None));
    assert_eq!(take_all(&mut later, 19), take_all(&mut queue, 19));
    later.set_shuffle(false);
    assert_eq!(take_all(&mut later, 30), (1..=30).collect::<Vec<_>>());
}

#[test]
fn what_was_given_out_in_advance_is_kept_as_still_ahead() {
    let mut queue = queue(1..=3);
    let given = take_all(&mut queue, 2);
    let second = queue.given_last(None).unwrap();
    assert_eq!((given, second.id), (vec![1, 2], TrackId(2)));
    assert_eq!(queue.list(Some(second.key)).given, 1);
    assert_eq!(queue.given_last(Some(second.key)).unwrap().id, TrackId(1));
}

#[test]
fn entries_move_before_others_and_to_the_end() {
    let mut queue = queue(1..=4);
    let (two, four) = (key(&queue, 2), key(&queue, 4));
    queue.move_before(four, Some(two));
    assert_eq!(ahead(&queue), [1, 4, 2, 3]);
    queue.move_before(two, None);
    assert_eq!(ahead(&queue), [1, 4, 3, 2]);
    queue.undo();
    assert_eq!(ahead(&queue), [1, 4, 2, 3]);
}

#[test]
fn a_planned_track_that_is_moved_becomes_the_users() {
    let mut queue = queue([1, 2]);
    let planned = plan(&mut queue, "plan");
    let two = key(&queue, 2);
    queue.move_before(planned, Some(two));
    assert_eq!(ahead(&queue), [1, 9, 2]);
    assert!(queue.planned().is_empty());
}

#[test]
fn removing_and_clearing_are_undone() {
    let mut queue = queue(1..=3);
    let planned = plan(&mut queue, "plan");
    queue.remove(key(&queue, 2));
    assert_eq!(ahead(&queue), [1, 3]);
    queue.undo();
    assert_eq!(ahead(&queue), [1, 2, 3]);
    queue.remove(planned);
    queue.undo();
    assert_eq!(queue.planned().len(), 1);
    queue.clear();
    assert_eq!(ahead(&queue), [0; 0]);
    queue.undo();
    assert_eq!(ahead(&queue), [1, 2, 3]);
    queue.undo();
    assert_eq!(ahead(&queue), [0; 0], "undone twice");
}

#[test]
fn what_was_heard_after_a_change_does_not_come_again_when_it_is_undone() {
    let mut queue = queue(1..=4);
    queue.remove(key(&queue, 3));
    assert_eq!(take_all(&mut queue, 2), [1, 2]);
    queue.undo();
    assert_eq!(ahead(&queue), [3, 4]);
}

#[test]
fn what_was_put_back_plays_next_again() {
    let mut queue = queue(1..=2);
    plan(&mut queue, "plan");
    for expected in [1, 2] {
        let Some(Next::Listed(slot)) = queue.take() else { panic!("the list is not over") };
        assert_eq!(slot.id.0, expected);
        let entry = as_entry(&mut queue, slot);
        queue.put_back(entry);
        assert_eq!(take(&mut queue), Some(expected));
    }
    let Some(Next::Planned(entry)) = queue.take() else { panic!("the plan is next") };
    queue.put_back(entry);
    assert_eq!(queue.planned().len(), 1);
}

#[test]
fn the_list_is_over_when_the_plan_is_heard() {
    let mut queue = queue([1]);
    assert_eq!(take(&mut queue), Some(1));
    queue.end_list();
    queue.set_repeat(Repeat::All);
    assert_eq!(take(&mut queue), None);
}

#[test]
fn keys_are_never_used_twice() {
    let mut queue = queue([1, 1]);
    let planned = plan(&mut queue, "a");
    let mut keys: Vec<u64> = queue.listed().iter().map(|slot| slot.key).chain([planned]).collect();
    keys.dedup();
    assert_eq!(keys.len(), 3);
}
