import { allParts, storeSuite } from '../suite.ts'
import { listParts, openForSuite, usualParts } from './testing/open-for-suite.ts'

// `postgres-store.test.ts` and `postgres-lists.long.test.ts` run the other parts.
storeSuite(
  'PostgreSQL',
  openForSuite,
  allParts.filter(part => !usualParts.includes(part) && !listParts.includes(part))
)
