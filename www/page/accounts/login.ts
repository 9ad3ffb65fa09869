/**
 * Owns the way through a login: which prompt is answered with what, and when
 * somebody is logged in. Does not know how prompts are seen or answers typed.
 */
import { isLoginPrompt, isPasswordPrompt, isShellPrompt } from '../../session-log/prompts.mjs';

/** What is typed at a login; a password may have to be typed by the person. */
export interface Credentials {
  name: string;
  password: string;
}

export class Login {
  #credentials: Credentials | undefined;
  /** Filled in where the program of this hash begins next. */
  #next: (Credentials & { project: string }) | undefined;
  #isNameGiven = false;
  /** What the program asked for last: a name or a password, or a command of UMIX's shell. */
  #asked: 'login' | 'command' | undefined;

  /** These are typed at the next prompts that ask for them. */
  fillIn(credentials: Credentials): void {
    this.#credentials = credentials;
    this.#isNameGiven = false;
  }

  /** These are, once their program has begun anew, which is on its way; those of no account take back what was to be. */
  fillInNext(credentials: (Credentials & { project: string }) | undefined): void {
    this.#next = credentials;
  }

  /** Whose name or password is still to be typed. */
  get pending(): string | undefined {
    return (this.#next ?? this.#credentials)?.name;
  }

  /** Another program begins, or another moment of one: it may be another than was to. */
  begins(project: string): void {
    const next = this.#next;
    this.#forget();
    if (next?.project === project) this.fillIn(next);
  }

  #forget(): void {
    this.#credentials = undefined;
    this.#next = undefined;
    this.#asked = undefined;
  }

  /** The program asks at the end of this line: what is typed for the person, and whether a login has just succeeded. */
  asked(lastLine: string): { answer?: string; isLoggedIn?: boolean } {
    const wasLoggingIn = this.#asked === 'login';
    // What was to begin has not: the way there led nowhere.
    this.#next = undefined;
    this.passed(lastLine);
    if (this.#asked !== 'login') {
      this.#credentials = undefined;
      return wasLoggingIn && this.#asked === 'command' ? { isLoggedIn: true } : {};
    }
    const credentials = this.#credentials;
    if (!credentials) return {};
    if (isLoginPrompt(lastLine)) {
      // The same prompt again: what was typed was not taken.
      if (this.#isNameGiven) this.#credentials = undefined;
      else this.#isNameGiven = true;
      return this.#credentials ? { answer: credentials.name } : {};
    }
    this.#credentials = undefined;
    return this.#isNameGiven && credentials.password !== '' ? { answer: credentials.password } : {};
  }

  /** The program asked at the end of this line, and had its answer already. */
  passed(lastLine: string): void {
    const isLoggingIn = isLoginPrompt(lastLine) || isPasswordPrompt(lastLine);
    this.#asked = isLoggingIn ? 'login' : isShellPrompt(lastLine) ? 'command' : undefined;
  }

  /** The program is over; gives what that was its answer to. */
  ended(): 'login' | 'command' | undefined {
    const asked = this.#asked;
    this.#forget();
    return asked;
  }
}
