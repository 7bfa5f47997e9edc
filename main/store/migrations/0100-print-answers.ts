// What a person said about a job that was in doubt or not printed, so that the question is asked once.

export const sql = `
ALTER TABLE print_jobs ADD COLUMN answer TEXT CHECK (answer IN ('came_out', 'again', 'not_needed'));
ALTER TABLE print_jobs ADD COLUMN answered_at INTEGER;
`;
