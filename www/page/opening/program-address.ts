/**
 * Owns the program that the page's address names, `?program=URL` of the same site. Comes when
 * an address has one; does not know what becomes of the program.
 */
import type { Opening } from './open-program.ts';

/** `wanted` is an address, the page's own folder being where it begins. */
export async function openNamed(wanted: string, opening: Opening): Promise<void> {
  const page = new URL(location.href);
  let url: URL;
  let name: string;
  try {
    url = new URL(wanted, page);
    name = decodeURIComponent(url.pathname.split('/').pop() || 'program.um');
  } catch {
    opening.refused(wanted, `“${wanted}” in this page’s address is not an address of a program.`);
    return;
  }
  if (url.origin !== page.origin) {
    opening.refused(
      name,
      `This page opens programs of its own site only, and ${name} is on ${url.host || 'another one'}. Download it and open the file.`,
    );
    return;
  }
  let bytes: Uint8Array;
  try {
    const answer = await fetch(url);
    if (!answer.ok) {
      opening.refused(
        name,
        `${url.pathname} could not be fetched: the site answered ${answer.status}. Check the address, or open the file itself.`,
      );
      return;
    }
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch {
    opening.refused(
      name,
      `${url.pathname} could not be fetched: the site did not answer. Try again, or open the file itself.`,
    );
    return;
  }
  opening.opened({ name, bytes });
}
