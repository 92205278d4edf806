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

/**
 * Describes the further runs that a run has started for its records: “Ran for 3 records; 1 duplicate record
 * was skipped:”.
 */
export const formatRecordRuns = (ran: number, leftOut: number): string => {
  const seen = `${formatCount(leftOut, 'duplicate record was', 'duplicate records were')} skipped`
  if (ran === 0) return `${seen}.`
  const began = `Ran for ${formatCount(ran, 'record')}`
  return leftOut === 0 ? `${began}:` : `${began}; ${seen}:`
}

/** Shortens the URLs in a sentence for a narrow column: `https://api.acme.example/users` becomes `/users`. */
export const inColumn = (sentence: string): string => sentence.replace(/https?:\/\/[^\s/?#]+(?=\/)/g, '')

/**
 * Describes outputs with values that did not fit their types: “2 outputs are empty: the values did not fit
 * their types.”
 */
export const formatUnfitOutputs = (count: number): string =>
  count === 1
    ? '1 output is empty because the value does not match its type.'
    : `${formatNumber(count)} outputs are empty because the values do not match their types.`

/** Returns the short form for a phone, “2 outputs empty”; null if all outputs fit. */
export const shortUnfitOutputsOf = (status: RunStatus): string | null =>
  status.is === 'succeeded' && status.unfitOutputs !== undefined
    ? `${formatCount(status.unfitOutputs, 'output')} empty`
    : null

/** Returns the sentence of `formatUnfitOutputs` for a successful run; null if all outputs fit. */
export const unfitOutputsOf = (status: RunStatus): string | null =>
  status.is === 'succeeded' && status.unfitOutputs !== undefined
    ? formatUnfitOutputs(status.unfitOutputs)
    : null
