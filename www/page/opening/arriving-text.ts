/**
 * Owns text that is dropped on the page, from another one or from this, or pasted where no field
 * has the focus: it is for the line, as what is pasted there is. A field takes its own text by
 * itself. Does not know files (see open-program.ts), nor what becomes of the text.
 */

/** From now on text may be dropped on the page, or pasted anywhere, while it `isWanted`. */
export function acceptText(isWanted: () => boolean, came: (text: string) => void): void {
  const isForLine = (data: DataTransfer | null, target: EventTarget | null): boolean =>
    data?.types.includes('text/plain') === true && !isField(target) && isWanted();
  const isDragged = ({ dataTransfer, target }: DragEvent): boolean =>
    isForLine(dataTransfer, target) && dataTransfer?.types.includes('Files') === false;
  const take = (event: Event, data: DataTransfer | null): void => {
    event.preventDefault();
    came(data?.getData('text/plain') ?? '');
  };
  addEventListener('dragover', (event) => {
    if (!isDragged(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    if (isDragged(event)) take(event, event.dataTransfer);
  });
  addEventListener('paste', (event) => {
    // A file may come with its name as text, and has been taken then; or text with its picture.
    if (!event.defaultPrevented && isForLine(event.clipboardData, event.target)) {
      take(event, event.clipboardData);
    }
  });
}

/** The terminal's own field, which follows its cursor, is none of a person's. */
function isField(target: EventTarget | null): boolean {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isText && !target.closest('#terminal .xterm');
}
