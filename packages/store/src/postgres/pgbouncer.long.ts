import { afterAll } from 'vitest'
import { storeSuite } from '../suite.ts'
import { createOpenForSuite } from './testing/open-for-suite.ts'
import { startPgBouncer, type TestBouncer } from './testing/start-pgbouncer.ts'

let bouncer: Promise<TestBouncer> | null = null

afterAll(async () => {
  const started = await bouncer
  await started?.stop()
})

storeSuite(
  'PostgreSQL behind PgBouncer in transaction mode',
  createOpenForSuite(async url => {
    bouncer ??= startPgBouncer(url)
    return (await bouncer).through(url)
  })
)
