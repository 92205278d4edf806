import type { RunKind } from '@hookwright/model'

/** Names of the kinds of runs. */
export const kindWords: Record<RunKind, string> = {
  flow: 'Run',
  registration: 'Registration',
  deregistration: 'Deregistration',
  renewal: 'Renewal',
  listing: 'List registrations',
  probe: 'Test event',
  authping: 'Ping',
  test: 'Test run'
}

/** Describes for how many records a run started other runs, and how many it left out. */
export const sayRecordRuns = (ran: number, leftOut: number): string => {
  const seen =
    leftOut === 1
      ? '1 record was seen before and left out'
      : `${leftOut} records were seen before and left out`
  if (ran === 0) return `${seen}.`
  const began = ran === 1 ? 'Ran for one record' : `Ran once for each of ${ran} records`
  return leftOut === 0 ? `${began}:` : `${began}; ${seen}:`
}

/** A sentence as a narrow column shows it: of addresses the paths, so that what became of a request comes into sight. */
export const inColumn = (sentence: string): string => sentence.replace(/https?:\/\/[^\s/?#]+(?=\/)/g, '')
