import { storeSuite } from '../suite.ts'
import { listParts, openForSuite } from './testing/open-for-suite.ts'

storeSuite('PostgreSQL', openForSuite, listParts)
