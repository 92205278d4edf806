import { join } from 'node:path'
import { DAY } from '@hookwright/model'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { acceptOne, firstRunOf, turnOn } from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'

const now = Date.UTC(2026, 10, 26)
const until = now + 365 * DAY

// review: old rows 4
test.each(['{"is":"waiting","until":17[secret]', 'null', '{"is":"waiting"}'])(
  'a run with a damaged status %s does not block planning and recovery of others',
  async damaged => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    const subscription = await turnOn(store)
    const suspend = async () => {
      const delivery = await acceptOne(store, subscription)
      const status = { is: 'waiting' as const, until, at: ['send'], waitsFor: { is: 'asked' as const } }
      const run = firstRunOf(subscription, delivery, { status, finishedAt: null, result: null })
      await store.waits.suspend(run, { draws: [], wait: null, record: null, until, orderKey: null })
      return delivery.id
    }
    await suspend()
    const id = await suspend()
    await store.close()
    const db = new Database(join(folder, 'hookwright.db'))
    db.prepare('update runs set detail = ? where id = (select min(run) from waits)').run(damaged)
    // As those of a subscription that was paused.
    db.prepare('update waits set until = null').run()
    db.close()
    const again = await openSqliteStore({ folder })
    expect(await again.waits.bringForward({ now, retry: DAY, held: DAY }, 0)).toBeNull()
    await again.waits.follow(null)
    expect(await again.waits.next(now - 1)).toBe(now)
    expect((await again.runs.find(id))?.status).toMatchObject({ is: 'waiting', until: now })
    await again.close()
  }
)
