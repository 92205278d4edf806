/** Filter labels of the run results of a delivery. */
export const resultLabels = {
  failed: 'Runs failed',
  succeeded: 'Runs succeeded',
  open: 'Runs in progress'
} as const
