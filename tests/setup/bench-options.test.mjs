/** What `npm run bench` says to options that it would do nothing with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';

test('options without use beside --short or --sessions are refused, not passed over', async () => {
  const calls = [
    ['--short', '--json', 'FILE'],
    ['--short', '--svg'],
    ['--short', '--engine', 'node'],
    ['--sessions', '--json', 'FILE'],
    ['--sessions', '--work', 'none'],
    ['--sessions', '--short'],
  ];
  for (const [kind = '', option = '', ...value] of calls) {
    // Of no such program nothing would be measured.
    const none = kind === '--short' ? ['--work', 'none'] : [];
    const args = ['tests/bench/run.mjs', kind, option, ...value, ...none];
    const { code, stdout } = await run(process.execPath, args, { quiet: true });
    assert.equal(code, 1);
    assert.equal(stdout, `um32: ${kind} has no use for ${option}.\n`);
  }
});
