/**
 * Owns the choice of the sentinel that ends a file sent by umodem. Deliberately
 * knows nothing of how the file is sent.
 *
 * umodem ends a file where the sentinel appears, mid-line too. So a sentinel
 * must not occur in the file, nor begin in its last bytes and end in itself.
 * The choice follows from the file alone: sent again, it is the same input.
 */

/** A sentinel begins with one of these, which it has nowhere else. */
const LEADS = 'ZYXWVUTSRQPONMLKJIHGFEDCBA';
/** Letters after the first: more are taken for files that hold every shorter sentinel. */
const WIDTHS = [4, 5, 6, 7];

/** A sentinel of capital letters for this file. */
export function chooseSentinel(file: Uint8Array): string {
  for (const width of WIDTHS) {
    for (const lead of LEADS) {
      // What begins in the last bytes would begin with the lead.
      if (file.subarray(-width).includes(lead.charCodeAt(0))) continue;
      const alphabet = LEADS.replace(lead, '');
      const taken = tailsAfter(file, lead.charCodeAt(0), width);
      if (taken.size >= alphabet.length ** width) continue;
      for (let number = 0; ; number++) {
        const tail = spell(number, alphabet, width);
        const key = asNumber((nth) => tail.charCodeAt(nth), width);
        if (key !== undefined && !taken.has(key)) return lead + tail;
      }
    }
  }
  throw new Error('The file holds every sentinel there is.');
}

/** Every `width` capital letters that follow a `lead` in the file, each as one number. */
function tailsAfter(file: Uint8Array, lead: number, width: number): Set<number> {
  const tails = new Set<number>();
  for (let at = file.indexOf(lead); at >= 0; at = file.indexOf(lead, at + 1)) {
    const tail = asNumber((nth) => file[at + 1 + nth], width);
    if (tail !== undefined) tails.add(tail);
  }
  return tails;
}

function asNumber(letter: (nth: number) => number | undefined, width: number): number | undefined {
  let number = 0;
  for (let nth = 0; nth < width; nth++) {
    const byte = letter(nth);
    if (byte === undefined || byte < 65 || byte > 90) return undefined;
    number = number * 26 + (byte - 65);
  }
  return number;
}

/** The number in digits of this alphabet. */
function spell(number: number, alphabet: string, width: number): string {
  let letters = '';
  for (let rest = number; letters.length < width; rest = Math.floor(rest / alphabet.length)) {
    letters += alphabet[rest % alphabet.length];
  }
  return letters;
}
