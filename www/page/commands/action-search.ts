/** Owns how an action is found by its name. Does not know what actions there are. */

/** The parts of a name that a search finds: every word of it must be there, in any order. */
export function matches(action: { title: string }, wanted: string): boolean {
  const title = action.title.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.includes(word));
}

/** Where a name that a search finds belongs among the others: 0 before 1 before 2. */
export function place(action: { title: string }, wanted: string): 0 | 1 | 2 {
  const title = action.title.toLowerCase();
  const [first = ''] = wanted.toLowerCase().split(/\s+/);
  if (title.startsWith(first)) return 0;
  return title.split(/[^\p{L}\d]+/u).some((word) => word.startsWith(first)) ? 1 : 2;
}
