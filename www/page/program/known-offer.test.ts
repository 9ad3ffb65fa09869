/** Owns the check of when a known program's help is offered, and what taking it does. */
import { expect, test } from 'vitest';
import type { Card } from '../cards/card-stack.ts';
import { KnownOffer } from './known-offer.ts';

const KNOWN = {
  title: 'A locked program',
  note: '',
  offer: { label: 'Type the key', text: 'key\n', refusal: 'wrong key' },
};

/** The offer to a program that is played by the test; each restart begins at once. */
function offering() {
  const cards = new Map<string, Card>();
  const done: string[] = [];
  const offer = new KnownOffer({
    cards: {
      show: (card) => void cards.set(card.name, card),
      has: (name) => cards.has(name),
      drop: (name) => cards.delete(name),
    },
    typeLine: (text) => {
      done.push(`typed ${text}`);
      offer.typed();
    },
    restart: (then) => {
      done.push('restarted');
      then();
      offer.begins(KNOWN);
    },
  });
  const main = () => cards.get('offer')?.answers[0];
  offer.begins(KNOWN);
  return {
    offer,
    done,
    prints: (text: string) => offer.printed(new TextEncoder().encode(text)),
    label: () => main()?.label,
    dismiss: () => cards.delete('offer'),
    take: () => {
      const answer = main();
      cards.delete('offer');
      answer?.choose();
    },
  };
}

test('before the first line the help is typed as it is', () => {
  const { prints, label, take, done } = offering();
  prints('enter key:\n');
  expect(label()).toBe('Type the key');
  take();
  expect(done).toEqual(['typed key']);
  prints('decrypting\n');
  expect(label()).toBeUndefined();
});

test('after another line, which is a part of the answer, it is typed from the beginning', () => {
  const { offer, label, take, done } = offering();
  offer.typed();
  expect(label()).toBe('Restart and type the key');
  take();
  expect(done).toEqual(['restarted', 'typed key']);
  // It is on its way and not offered once more, but to the next that begins.
  expect(label()).toBeUndefined();
  offer.begins(KNOWN);
  expect(label()).toBe('Type the key');
});

test('what was dismissed stays so when something is typed', () => {
  const { offer, dismiss, label } = offering();
  dismiss();
  offer.typed();
  expect(label()).toBeUndefined();
});

test('once the program has answered it is gone, and back where that was a refusal', () => {
  const { offer, prints, dismiss, label } = offering();
  offer.typed();
  prints('ok\n? ');
  expect(label()).toBeUndefined();
  offer.typed();
  offer.halted();
  expect(label()).toBeUndefined();

  offer.begins(KNOWN);
  offer.typed();
  prints('wro');
  prints('ng key\n');
  expect(label()).toBeUndefined();
  offer.halted();
  expect(label()).toBe('Restart and type the key');

  // What one answered is no other's answer.
  offer.begins(KNOWN);
  expect(label()).toBe('Type the key');
  dismiss();
  offer.typed();
  offer.halted();
  expect(label()).toBeUndefined();
});
