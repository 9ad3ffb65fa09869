/** Owns the check of casts: read with short pauses, played, halted, sought, refused. */
import { Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { Flow } from '../screen/flow.ts';
import { readCast } from './cast.ts';
import { Playback } from './playback.ts';

const CAST = [
  '{"version":2,"width":100,"height":30,"timestamp":1500000001,"idle_time_limit":2.0,"title":"a cast"}',
  '[0.0,"o","login: "]',
  '[60.5,"m","guest"]',
  '[60.5,"o","guest\\r\\n"]',
  '[60.5,"o","hello\\r\\n"]',
  '[61.5,"o","bye"]',
  '',
].join('\n');

test('a cast is read, and long pauses are made short', () => {
  const cast = readCast(CAST);
  expect(cast).toMatchObject({ title: 'a cast', columns: 100, rows: 30, durationMs: 3000 });
  expect(cast.events.map(({ atMs }) => atMs)).toEqual([0, 2000, 2000, 3000]);
  expect(cast.marks).toEqual([2000]);
});

test.each([
  ['{"version":3}', 'not an asciicast of version 2'],
  ['not json', 'not an asciicast of version 2'],
  [CAST.slice(0, -12), 'Line 6 of it is not an event'],
  ['null', 'not an asciicast of version 2'],
  [`${CAST}[61.5,"o",null]`, 'Line 7 of it is not an event'],
  [`${CAST}["x","o",1]`, 'Line 7 of it is not an event'],
  [`${CAST}[1e999,"o","never"]`, 'Line 7 of it is not an event'],
  [`${CAST}[1e307,"o","never"]`, 'Line 7 of it is not an event'],
])('what is none is refused in a sentence', (text, sentence) => {
  expect(() => readCast(text)).toThrow(sentence);
});

test.each([
  [5, 9],
  [0.5, 1],
  // None at all would be no limit to go by.
  [0, 4],
])('a pause is as long as the cast itself lets it be: %d s', (limit, seconds) => {
  const header = JSON.stringify({ version: 2, idle_time_limit: limit });
  const cast = readCast(`${header}\n[4,"i","typed"]\n[99,"o","b"]`);
  expect(cast.durationMs).toBe(seconds * 1000);
  expect(cast.marks, 'what a person typed is no mark').toEqual([]);
});

test('a pause that never ends is as short as any', () => {
  const cast = readCast('{"version":2,"idle_time_limit":1e999}\n[9,"o","a"]\n[99,"o","b"]');
  expect(cast.durationMs).toBe(4000);
});

describe('the way to the terminal', () => {
  function flowing() {
    const terminal = new Terminal({ cols: 80, rows: 4, scrollback: 0, allowProposedApi: true });
    const flow = new Flow({ write: (text, drawn) => terminal.write(text, drawn) });
    const firstRow = () => terminal.buffer.active.getLine(0)?.translateToString(true);
    return { flow, firstRow };
  }

  test('takes more at once than a terminal does', async () => {
    const { flow, firstRow } = flowing();
    // Nothing to draw, so that it is quick.
    flow.write('\0'.repeat(60_000_000));
    flow.write('the end');
    await expect.poll(firstRow, { timeout: 20_000 }).toBe('the end');
  }, 30_000);

  test('gets past a flood of resets and of changes of the screen', async () => {
    const { flow, firstRow } = flowing();
    flow.write(`${'\x1bc'.repeat(1_000_000)}${'\x1b[?1049h\x1b[?1049l'.repeat(50)}the end`);
    await expect.poll(firstRow, { timeout: 20_000 }).toBe('the end');
  });

  test('draws nothing after a reset that came before it', async () => {
    const { flow, firstRow } = flowing();
    flow.write('\x1b[31mold \x1b]2;half a title');
    flow.reset();
    flow.write('new');
    await expect.poll(firstRow).toBe('new');
  });
});

describe('playing', () => {
  function playing() {
    let nowMs = 0;
    let waiting: (() => void) | undefined;
    let screen = '';
    let changes = 0;
    const playback = new Playback(
      readCast(CAST),
      {
        write: (data) => {
          screen += data;
        },
        reset: () => {
          screen = '';
        },
        changed: () => {
          changes += 1;
        },
      },
      {
        nowMs: () => nowMs,
        soon: (act) => {
          waiting = act;
          return () => {
            waiting = undefined;
          };
        },
      },
    );
    return {
      playback,
      screen: () => screen,
      changes: () => changes,
      pass(ms: number) {
        nowMs += ms;
        const act = waiting;
        waiting = undefined;
        act?.();
      },
    };
  }

  test('goes on with time, halts, and ends', () => {
    const { playback, screen, pass } = playing();
    expect(screen()).toBe('login: ');
    playback.play();
    pass(1999);
    expect(screen()).toBe('login: ');
    pass(1);
    expect(screen()).toBe('login: guest\r\nhello\r\n');
    playback.pause();
    pass(5000);
    expect(playback.atMs).toBe(2000);
    playback.play();
    pass(0);
    expect(playback.atMs).toBe(2000);
    pass(5000);
    expect(screen()).toContain('bye');
    expect([playback.isOver, playback.isPlaying]).toEqual([true, false]);
    playback.play();
    expect(screen(), 'once more').toBe('login: ');
  });

  test('tells each change of its time, and of whether it goes on', () => {
    const { playback, changes, pass } = playing();
    const doing: [string, () => void][] = [
      ['play', () => playback.play()],
      ['time', () => pass(1)],
      ['pause', () => playback.pause()],
      ['seek', () => playback.seek(3000)],
      [
        'speed',
        () => {
          playback.speed = 2;
        },
      ],
    ];
    for (const [what, act] of doing) {
      const before = changes();
      act();
      expect(changes(), what).toBe(before + 1);
    }
  });

  test('is sought back and forth, and played faster', () => {
    const { playback, screen, pass } = playing();
    playback.seek(3000);
    expect(screen()).toBe('login: guest\r\nhello\r\nbye');
    playback.seek(2500);
    expect(screen()).toBe('login: guest\r\nhello\r\n');
    playback.seek(-5);
    expect(screen()).toBe('login: ');
    playback.speed = 4;
    playback.play();
    pass(500);
    expect(playback.atMs).toBe(2000);
  });
});
