//! Work on many inputs at once, with results in the order of the inputs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// Does the work for every item on all cores and hands each result on as soon as those before it are handed on.
///
/// `then` may end the whole by an error; work that has begun is finished first.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut then: impl FnMut(usize, R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        for _ in 0..worker_count(items.len()) {
            let sender = sender.clone();
            scope.spawn(|| take(items, &next, &work, sender));
        }
        drop(sender);
        let mut waiting: Vec<Option<R>> = items.iter().map(|_| None).collect();
        let mut handed_on = 0;
        for (index, result) in receiver {
            waiting[index] = Some(result);
            while let Some(result) = waiting.get_mut(handed_on).and_then(Option::take) {
                then(handed_on, result)?;
                handed_on += 1;
            }
        }
        Ok(())
    })
}

fn take<T, R>(
    items: &[T],
    next: &AtomicUsize,
    work: &(impl Fn(&T) -> R + Sync),
    sender: std::sync::mpsc::Sender<(usize, R)>,
) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(index) else { return };
        if sender.send((index, work(item))).is_err() {
            return;
        }
    }
}

/// One worker for each core: every one has its own child, and no page is read by two.
pub fn worker_count(items: usize) -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let mut seen = Vec::new();
        in_order(
            &items,
            |item| item * 2,
            |index, result| {
                seen.push((index, result));
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..100).map(|i| (i, i * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_whole() {
        let items = [1, 2, 3];
        let outcome = in_order(
            &items,
            |item| *item,
            |_, result| if result == 2 { anyhow::bail!("two") } else { Ok(()) },
        );
        assert_eq!(outcome.unwrap_err().to_string(), "two");
    }
}
