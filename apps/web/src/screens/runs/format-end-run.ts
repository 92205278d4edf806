import type { Run } from '@hookwright/model'

/**
 * Returns the texts of the dialog that ends a run: the verb of its button (“Cancel”, or “Close” for a run on
 * hold) and a sentence for each thing that is lost.
 */
export const formatEndRun = ({
  status,
  deliveryId
}: Pick<Run, 'status' | 'deliveryId'>): { act: string; lost: string[] } => {
  const act = status.is === 'on-hold' ? 'Close' : 'Cancel'
  const lost = [
    'The remaining steps will not run, and the run cannot be resumed. Completed steps are not undone.',
    deliveryId === null
      ? 'The input of the run is deleted, so the run cannot be repeated.'
      : 'The data of the run is then kept only as long as the flow’s retention allows. If “Save all data” is off, the data is erased and the delivery cannot be replayed.'
  ]
  return { act, lost }
}
