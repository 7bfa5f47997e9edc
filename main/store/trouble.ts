// Remembers whether the store refused its last write, so that the screen can say why nothing is sent.
import { type Store, StoreCannotWrite } from "./open.ts";

export type WatchedStore = {
  readonly store: Store;
  /** SQLite's code for the refusal; null while the store writes. */
  trouble(): string | null;
};

/** `changed` is told when the trouble begins and when it is over. */
export function watchTrouble(store: Store, changed: () => void): WatchedStore {
  let trouble: string | null = null;
  const note = (next: string | null) => {
    if (next === trouble) return;
    trouble = next;
    changed();
  };
  return {
    trouble: () => trouble,
    store: {
      ...store,
      write(work) {
        try {
          const result = store.write(work);
          note(null);
          return result;
        } catch (error) {
          if (error instanceof StoreCannotWrite) note(error.code);
          throw error;
        }
      },
    },
  };
}
