/**
 * Owns text that is dropped on the page, from another one or from this: it is for the line, as
 * what is pasted is. A field takes what is dropped on it by itself. Does not know files (see
 * open-program.ts), nor what becomes of the text.
 */

/** From now on text may be dropped on the page while it `isWanted`. */
export function acceptDroppedText(isWanted: () => boolean, dropped: (text: string) => void): void {
  const isForLine = ({ dataTransfer, target }: DragEvent): boolean => {
    const types = dataTransfer?.types ?? [];
    const isText = types.includes('text/plain') && !types.includes('Files');
    return isText && !isField(target) && isWanted();
  };
  addEventListener('dragover', (event) => {
    if (!isForLine(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    if (!isForLine(event)) return;
    event.preventDefault();
    dropped(event.dataTransfer?.getData('text/plain') ?? '');
  });
}

/** The terminal's own field, which follows its cursor, is none of a person's. */
function isField(target: EventTarget | null): boolean {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isText && !target.closest('#terminal .xterm');
}
