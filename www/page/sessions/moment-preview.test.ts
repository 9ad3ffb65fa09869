/** Owns the check of the asking for moments to look at: one at a time, and none waited for in vain. */
import { beforeEach, expect, test } from 'vitest';
import { MomentPreview } from './moment-preview.ts';

let asked: number[];
let seen: string;
let preview: MomentPreview;

beforeEach(() => {
  asked = [];
  seen = 'now';
  preview = new MomentPreview({
    moments: {
      show: (_, __, name) => {
        seen = name;
      },
      hide: () => {
        seen = 'now';
      },
    },
    characters: () => 'utf-8',
    ask: (entries) => asked.push(entries),
  });
});

test('one is asked for at a time, and the latest wanted comes next', () => {
  for (const entries of [1, 2, 3]) preview.look(entries);
  preview.heard(1, []);
  preview.heard(3, []);
  expect(asked).toEqual([1, 3]);
  expect(seen).toBe('The screen after 3 lines');
});

test('one that is not to be had shows nothing of another, and is not waited for', () => {
  preview.look(1);
  preview.heard(1, []);
  preview.look(2);
  preview.unheard(2);
  expect(seen).toBe('now');
  preview.look(3);
  preview.look(4);
  preview.unheard(3);
  expect(asked).toEqual([1, 2, 3, 4]);
  preview.heard(4, []);
  expect(seen).toBe('The screen after 4 lines');
});

test('one that stands behind files is called by its place among the moments', () => {
  preview.look(17, 3);
  preview.look(20, 4);
  preview.heard(17, []);
  expect(seen).toBe('The screen after 3 lines');
  preview.heard(20, []);
  expect(seen).toBe('The screen after 4 lines');
});
