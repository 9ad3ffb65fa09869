/** Owns the saving of bytes and text as files of the person's. */
import { fileStem, withoutEnding } from '../../wording/program-names.mjs';

export function saveFile(name: string, content: Uint8Array | string, type: string): void {
  const blob = new Blob([content as BlobPart], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has the blob by then; browsers offer no sign of it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What the image of `cave.ums` or `umix.um.gz` is called by itself: `cave.um`, `umix.um`. */
export function imageName(programName: string): string {
  return `${withoutEnding(programName)}.um`;
}

/** `codex.umz` and `output` make `codex-output`. */
export function nameAfter(programName: string, suffix: string): string {
  return `${fileStem(programName, 'program')}-${suffix}`;
}
