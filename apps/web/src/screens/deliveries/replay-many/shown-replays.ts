import type { Id } from '@hookwright/model'
import type { BulkReplay } from './bulk-replay.ts'

/**
 * Returns the running bulk replay of one flow or of all flows. Without one, returns the last one seen in this
 * browser, until it is dismissed.
 */
export const shownReplay = (
  listed: readonly BulkReplay[],
  rememberedId: Id | null,
  flowId: Id | null
): BulkReplay | null => {
  const ofFlow = listed.filter(({ flowIds }) => flowId === null || flowIds.includes(flowId))
  const running = ofFlow.find(({ status }) => status.is === 'running')
  return running ?? ofFlow.find(({ id }) => id === rememberedId) ?? null
}
