import type { RunKind } from '@hookwright/model'

/** What kind of run it is, as a word. */
export const kindWords: Record<RunKind, string> = {
  flow: 'Run',
  registration: 'Registration',
  deregistration: 'Deregistration',
  renewal: 'Renewal',
  listing: 'List registrations',
  authping: 'Ping',
  test: 'Test run'
}
