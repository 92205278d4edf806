import type { Id } from '@hookwright/model'
import type { BulkReplay } from './bulk-replay.ts'
import type { Remembered } from './remembered.ts'

/** State of the bulk replay bar. `lost` means that the server knows nothing of the replay any more. */
export type Shown = { is: 'told'; replays: BulkReplay } | { is: 'lost'; remembered: Remembered } | null

/**
 * Those under way, else those that this browser has seen under way and nobody has taken away since; of one flow's only those
 * that are of it.
 */
export const shownReplays = (
  told: readonly BulkReplay[],
  remembered: Remembered | null,
  flowId: Id | null
): Shown => {
  const ofFlow = told.filter(({ flowIds }) => flowId === null || flowIds.includes(flowId))
  const running = ofFlow.find(({ status }) => status.is === 'running')
  if (running !== undefined) return { is: 'told', replays: running }
  if (remembered === null) return null
  const seen = ofFlow.find(({ id }) => id === remembered.id)
  if (seen !== undefined) return { is: 'told', replays: seen }
  const isLost = remembered.isRunning && told.every(({ id }) => id !== remembered.id)
  return isLost ? { is: 'lost', remembered } : null
}
