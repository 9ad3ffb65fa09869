/**
 * Owns how the browser's database of sessions is read and written: all that changes together in
 * one transaction, which is over when it is kept, and rejects with what the person is told.
 * Deliberately does not know what is read and written (see database.ts).
 *
 * Durability is `relaxed`: a transaction counts as done when the operating
 * system has it. That outlives the tab and the browser, whatever kills them,
 * and costs a millisecond a line instead of a disk's flush.
 */
import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { isFull, keepsNothing, NO_ROOM } from '../../database/trouble.ts';
import type { Connection, Schema } from './connection.ts';
import { ConflictError, KeepingError } from './records.ts';

export type Room = StoreNames<Schema>;
export type Writing<Rooms extends Room[]> = IDBPTransaction<Schema, Rooms, 'readwrite'>;

export class Transactions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async read<Found>(read: (database: IDBPDatabase<Schema>) => Promise<Found>): Promise<Found> {
    try {
      return await read(await this.#connection.database());
    } catch (error) {
      throw asKeepingError(error);
    }
  }

  async write<Rooms extends Room[]>(
    rooms: Rooms,
    change: (writing: Writing<Rooms>) => Promise<void>,
  ): Promise<void> {
    try {
      const database = await this.#connection.database();
      const writing = database.transaction(rooms, 'readwrite', { durability: 'relaxed' });
      const done = writing.done;
      // What goes wrong is told once, by what went wrong first.
      done.catch(() => {});
      try {
        await change(writing);
      } catch (error) {
        abort(writing);
        // A full disk aborts the transaction, and only that error says so.
        await done.catch((reason: unknown) => {
          if (isFull(reason)) throw reason;
        });
        throw error;
      }
      await done;
    } catch (error) {
      throw asKeepingError(error);
    }
  }
}

function abort(writing: { abort(): void }): void {
  try {
    writing.abort();
  } catch {
    // It has aborted already.
  }
}

function asKeepingError(error: unknown): Error {
  if (error instanceof KeepingError || error instanceof ConflictError) return error;
  if (isFull(error)) return new KeepingError(NO_ROOM, 'no-room');
  return new KeepingError(keepsNothing(error));
}
