/**
 * Owns the names of all cards. A card takes the place of another of the same name, and is
 * taken away by it. Does not know what they say.
 */
export type CardName =
  // The program: what came of it, what it printed, what is to become of it.
  | 'failure'
  | 'host-error'
  | 'silent'
  | 'confirm'
  | 'refusal'
  | 'unreadable'
  | 'changed'
  | 'dump'
  | 'offer'
  | 'unread'
  | 'interrupt'
  | 'cut'
  // The terminal's text.
  | 'link'
  | 'links'
  | 'widths'
  | 'uncopied'
  // Accounts.
  | 'login'
  | 'unnoted'
  // Sessions: where they are kept, ways through them, files and links of them.
  | 'keeping'
  | 'parted'
  | 'ended'
  | 'left-before'
  | 'elsewhere'
  | 'replaying'
  | 'going-through'
  | 'importing'
  | 'imported'
  | 'unplayed'
  | 'unshelved-export'
  | 'refused-session'
  | 'share'
  | 'share-program'
  | 'watching'
  // Files on the shelf, on their way into UMIX or out of it.
  | 'exchange'
  | 'exchange-result'
  | 'came-along'
  | 'send-shelf'
  | 'shelved'
  | 'unshelved'
  // One of each file that another of its name is in the way of.
  | `shelved-${string}`;
