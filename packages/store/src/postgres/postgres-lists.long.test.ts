import { storeSuite } from '../suite.ts'
import { openForSuite } from './testing/open-for-suite.ts'

// These look through tens of thousands of rows.
storeSuite('PostgreSQL', openForSuite, ['search', 'lookingThrough'])
