/** Owns the names of the dock's panels. Does not know what they show, nor which come first. */
export type PanelId =
  | 'sessions'
  | 'timeline'
  | 'notebook'
  | 'files'
  | 'accounts'
  | 'engine'
  | 'bench';
