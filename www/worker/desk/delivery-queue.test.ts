/** Owns the check of which input a program is given next, and which never. */
import { expect, test } from 'vitest';
import type { Delivery } from '../keeping/records.ts';
import { ascii } from '../testing/bytes.ts';
import { DeliveryQueue } from './delivery-queue.ts';

const line = (text: string): Delivery => ({ isEnd: false, bytes: ascii(`${text}\n`) });
const END: Delivery = { isEnd: true };

function begun(): DeliveryQueue {
  const queue = new DeliveryQueue();
  queue.restart(false);
  return queue;
}

test('a program is given one line each time it asks, and no other while that is on its way', () => {
  const queue = begun();
  expect([queue.add(line('one')), queue.add(line('two'))]).toEqual([true, true]);
  expect(queue.take()).toBeUndefined();
  queue.isAsking = true;
  expect(queue.take()).toEqual(line('one'));
  expect(queue.take()).toBeUndefined();
  queue.isAsking = true;
  expect(queue.take()).toBeUndefined();
  queue.delivered();
  expect(queue.take(line('a file'))).toEqual(line('a file'));
  queue.delivered();
  queue.isAsking = true;
  expect(queue.take()).toEqual(line('two'));
  queue.delivered();
  queue.isAsking = true;
  expect(queue.take()).toBeUndefined();
  expect(queue.isIdle).toBe(true);
});

test('nothing is taken that is typed behind the end of input, or to a program that is over', () => {
  expect(new DeliveryQueue().add(line('to none'))).toBe(false);
  const queue = begun();
  expect([queue.add(END), queue.add(line('late')), queue.add(END)]).toEqual([true, false, false]);
  queue.restart(true);
  expect(queue.add(line('it had its end before'))).toBe(false);
  queue.restart(false);
  expect(queue.add(line('in time'))).toBe(true);
  queue.end();
  expect(queue.add(line('late'))).toBe(false);
  expect(queue.waitingBytes).toBe(0);
});

test('what waits here counts as not read, beside what the machine has not', () => {
  const queue = begun();
  for (const delivery of [line('one'), line('three'), END]) queue.add(delivery);
  const figures = { pendingInputBytes: 3, other: 7 };
  expect(queue.countedIn(figures)).toEqual({ pendingInputBytes: 13, other: 7 });
  queue.restart(false);
  expect(queue.countedIn(figures)).toEqual(figures);
});
