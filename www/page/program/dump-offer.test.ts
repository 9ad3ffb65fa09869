/** Owns the check of when a caught dump is offered. */
import { expect, test } from 'vitest';
import { DumpOffer } from './dump-offer.ts';

/** An offer, and what of it is in sight. */
function offering(): { offer: DumpOffer<string>; seen: () => string; answer: () => void } {
  let seen = '';
  const offer = new DumpOffer<string>({
    show: (dump) => {
      seen = dump;
    },
    drop: () => {
      const was = seen !== '';
      seen = '';
      return was;
    },
  });
  return {
    offer,
    seen: () => seen,
    answer: () => {
      seen = '';
    },
  };
}

const at = (head: number, entries = 5, id = 'session') => ({ id, entries, head });

test('a dump is offered at the moments that follow it, and not before it', () => {
  const { offer, seen } = offering();
  offer.caught('dump', at(3, 3));
  offer.typed(at(5));
  for (const [head, expected] of [
    [4, 'dump'],
    [2, ''],
    [0, ''],
    [3, 'dump'],
    [5, 'dump'],
  ] as const) {
    offer.wentTo(at(head));
    expect(seen(), `at ${head}`).toBe(expected);
  }
});

test('an answered one does not come back by going to and fro, only when it is printed again', () => {
  const { offer, seen, answer } = offering();
  offer.caught('dump', at(3, 3));
  answer();
  offer.wentTo(at(1));
  offer.wentTo(at(5));
  expect(seen()).toBe('');
  offer.wentTo(at(2));
  offer.typed(at(3));
  offer.caught('dump', at(3));
  expect(seen()).toBe('dump');
});

test('a way that leads elsewhere has none, even as long', () => {
  const { offer, seen } = offering();
  offer.caught('dump', at(3, 3));
  offer.wentTo(at(1, 3));
  // The same lines again keep what follows them; another line does not.
  offer.typed(at(2, 3));
  offer.wentTo(at(3, 3));
  expect(seen()).toBe('dump');
  offer.wentTo(at(1, 3));
  offer.typed(at(2, 2));
  offer.typed(at(3, 3));
  offer.wentTo(at(2, 3));
  offer.wentTo(at(3, 3));
  expect(seen()).toBe('');
});

test('another session leaves it alone; what cannot be had is not offered again', () => {
  const { offer, seen } = offering();
  offer.caught('dump', at(3, 3));
  offer.wentTo(at(0, 0, 'another'));
  expect(seen()).toBe('dump');
  offer.gone();
  expect(seen()).toBe('');
  offer.wentTo(at(4));
  expect(seen()).toBe('');
});

test('the printed program begins by another way: there is nothing left to offer', () => {
  const { offer, seen } = offering();
  offer.caught('dump', at(3, 3));
  offer.begins((dump) => dump === 'another');
  expect(seen()).toBe('dump');
  offer.begins((dump) => dump === 'dump');
  expect(seen()).toBe('');
  offer.wentTo(at(1));
  offer.wentTo(at(4));
  expect(seen()).toBe('');
});
