/**
 * Owns, for tests, browsers whose database fails: it is cut off, as when a person clears what a
 * site keeps, or it never answers. Deliberately knows nothing of the stores that are tested on it.
 */
import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';

/** From now on the browser has an empty database. What is given back cuts all connections made to it. */
export function emptyDatabase(): () => void {
  const connections: IDBDatabase[] = [];
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  factory.open = (...asked) => {
    const request = open(...asked);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  globalThis.indexedDB = factory;
  return () => {
    // Its type asks for the class, where the function takes a connection.
    for (const connection of connections.splice(0)) forceCloseDatabase(connection as never);
  };
}

/** From now on the browser's database does not answer. */
export function silentDatabase(): void {
  const silent = new IDBFactory();
  silent.open = () => new IDBOpenDBRequest() as never;
  globalThis.indexedDB = silent;
}
