import { allParts, type SuitePart, storeSuite } from '../suite.ts'
import { openForSuite } from './testing/open-for-suite.ts'

/** Parts that look through tens of thousands of rows, in `postgres-lists.long.test.ts`. */
const long: readonly SuitePart[] = ['search', 'lookingThrough']

storeSuite(
  'PostgreSQL',
  openForSuite,
  allParts.filter(part => !long.includes(part))
)
