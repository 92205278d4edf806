/** What the result of the runs of a delivery is called in filters. */
export const resultWords = {
  failed: 'Runs failed',
  succeeded: 'Runs succeeded',
  open: 'Runs under way'
} as const
