/**
 * Owns the pause between slices: a message to itself, which comes after the
 * messages that wait already, and at once. (Timers of nested calls are clamped
 * to 4 ms, which would be a third of the machine's time.) Deliberately knows
 * nothing of what a slice is.
 */

/** A function that asks for `slice` to be called once, after the messages that wait. */
export function sliceScheduler(slice: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = slice;
  return () => port2.postMessage(null);
}

/** Resolves after the messages that wait, without a timer's delay. */
export function messagesFirst(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
