import { allParts, type SuitePart, storeSuite } from '../suite.ts'
import { openForSuite } from './testing/open-for-suite.ts'

/** Parts that need the hot writes of runs and waits, which PostgreSQL has not yet. */
const missing: readonly SuitePart[] = [
  'connectionNeeds',
  'receivedRecords',
  'waiting',
  'runs',
  'children',
  'begunRuns',
  'erasing',
  'keeping',
  'forgetting',
  'journal',
  'suspending',
  'bringingForward',
  'lists',
  'chart',
  'alertRuns',
  'changes'
]

/** Parts that look through tens of thousands of rows, in `postgres-lists.long.test.ts`. */
const long: readonly SuitePart[] = ['search', 'lookingThrough']

storeSuite(
  'PostgreSQL',
  openForSuite,
  allParts.filter(part => !missing.includes(part) && !long.includes(part))
)
