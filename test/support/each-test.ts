// What is done after each test of every file, for the makings that several files share. A hook in such a module itself would
// hold in the first file only, wherever the files of a worker share their modules.
const ends: (() => Promise<unknown> | unknown)[] = [];

/** `end` is called after each test, in whichever file; it finds nothing to do where nothing was opened. */
export const afterEachTest = (end: () => Promise<unknown> | unknown): void => void ends.push(end);

/** Every end has its turn, then the first error is thrown. */
export async function endTest(): Promise<void> {
  const errors: unknown[] = [];
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
