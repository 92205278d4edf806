import { storeSuite } from '../suite.ts'
import { openForSuite, usualParts } from './testing/open-for-suite.ts'

storeSuite('PostgreSQL', openForSuite, usualParts)
