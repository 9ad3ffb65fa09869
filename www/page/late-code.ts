/**
 * Owns code that comes when it is first wanted, and what a person is told when it cannot be
 * had. Deliberately knows nothing of what the code does.
 *
 * Whether the site answers is asked first. Browsers remember a module that could not be fetched,
 * as the HTML standard had its module map for long, and refuse it for as long as the page is
 * there: so without the network nothing must be imported.
 */

/**
 * What `bring` imports.
 * @param again what to do when the site does not answer, a sentence
 * @throws An `Error` whose message is for the person.
 */
export async function lateCode<Code>(bring: () => Promise<Code>, again: string): Promise<Code> {
  try {
    // Any answer will do: not every site knows HEAD.
    await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
  } catch {
    throw new Error(`The site does not answer. ${again}`);
  }
  try {
    return await bring();
  } catch (cause) {
    throw new Error(
      'The site no longer has this part of the page. Reload the page to get a newer version.',
      { cause },
    );
  }
}
