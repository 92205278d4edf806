import type { RunKind, RunStatus } from '@hookwright/model'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'

/** Names of the kinds of runs. */
export const runKindLabels: Record<RunKind, string> = {
  flow: 'Run',
  registration: 'Registration',
  deregistration: 'Deregistration',
  renewal: 'Renewal',
  listing: 'List registrations',
  probe: 'Test event',
  poll: 'Poll',
  authping: 'Ping',
  revoke: 'Revoke',
  test: 'Test run'
}

/** Describes how many records a run started other runs for or left out. */
export const formatRecordRuns = (ran: number, leftOut: number): string => {
  const seen = `${formatCount(leftOut, 'duplicate record was', 'duplicate records were')} skipped`
  if (ran === 0) return `${seen}.`
  const began = `Ran for ${formatCount(ran, 'record')}`
  return leftOut === 0 ? `${began}:` : `${began}; ${seen}:`
}

/** Shortens a sentence for a narrow column: URLs to their paths. */
export const inColumn = (sentence: string): string => sentence.replace(/https?:\/\/[^\s/?#]+(?=\/)/g, '')

/** Says how many outputs are empty because their values did not fit. */
export const formatUnfitOutputs = (count: number): string =>
  count === 1
    ? '1 output is empty: the value did not fit its type.'
    : `${formatNumber(count)} outputs are empty: the values did not fit their types.`

/** Says how many outputs of a run that succeeded did not fit; null for none. */
export const unfitOutputsOf = (status: RunStatus): string | null =>
  status.is === 'succeeded' && status.unfitOutputs !== undefined
    ? formatUnfitOutputs(status.unfitOutputs)
    : null
