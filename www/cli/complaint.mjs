/**
 * Owns the two ways a command can end without having done its work. Their
 * messages are sentences for the person at the terminal.
 */

/** The command line makes no sense. */
export class Misuse extends Error {
  exitCode = 2;
}

/** A file, the system or our own parts let the command down. */
export class HostError extends Error {
  exitCode = 2;
}
