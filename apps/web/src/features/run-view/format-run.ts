import type { RunKind } from '@hookwright/model'

/** Names of the kinds of runs. */
export const runKindLabels: Record<RunKind, string> = {
  flow: 'Run',
  registration: 'Registration',
  deregistration: 'Deregistration',
  renewal: 'Renewal',
  listing: 'List registrations',
  probe: 'Test event',
  authping: 'Ping',
  test: 'Test run'
}

/** Describes how many records a run started other runs for or left out. */
export const sayRecordRuns = (ran: number, leftOut: number): string => {
  const seen =
    leftOut === 1
      ? '1 record was seen before and left out'
      : `${leftOut} records were seen before and left out`
  if (ran === 0) return `${seen}.`
  const began = ran === 1 ? 'Ran for one record' : `Ran once for each of ${ran} records`
  return leftOut === 0 ? `${began}:` : `${began}; ${seen}:`
}

/** Shortens a sentence for a narrow column: addresses to their paths. */
export const inColumn = (sentence: string): string => sentence.replace(/https?:\/\/[^\s/?#]+(?=\/)/g, '')
