import type { Run } from '@hookwright/model'

/** Formats the confirmation to end a run that waits or is on hold, and a sentence per loss. */
export const formatEndRun = ({
  status,
  deliveryId
}: Pick<Run, 'status' | 'deliveryId'>): { act: string; lost: string[] } => {
  const act = status.is === 'on-hold' ? 'Close' : 'Cancel'
  const lost = [
    'What it has not done yet is not done, and nobody can let it go on any more. What it has done already stays done.',
    deliveryId === null
      ? 'What it was begun with goes, so that it cannot be run again.'
      : 'What arrived and what its cards gave is kept from then on only as its flow says. Its delivery can be run again from the start while that is kept; where “Save all data” is off, it is erased.'
  ]
  return { act, lost }
}
