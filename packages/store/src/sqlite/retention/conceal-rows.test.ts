import { join } from 'node:path'
import { DAY, type RunStatus } from '@hookwright/model'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { acceptOne, firstRunOf, turnOn } from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'

// review: old rows 4

const MARK = '[secret]'
const until = Date.UTC(2026, 10, 26)

const waiting: RunStatus = {
  ...{ is: 'waiting', until, at: ['data', 'send'] },
  waitsFor: { is: 'retry', card: 'Send', tried: 1, of: 9, cause: 'Got data, true and 1764.', byService: true }
}

/** Values of cards that contain every secret of the test, inside strings and as other types. */
const outputs = { data: { ok: true, at: until, text: 'a data of true 1764 b' }, status: 'data', short: 'abc' }

/** Redacts one secret in the rows of an ended run and of a waiting run. */
const concealOnce = async (secret: string) => {
  const folder = temporaryFolder()
  const earlier = await openSqliteStore({ folder })
  const subscription = await turnOn(earlier)
  const ended = await acceptOne(earlier, subscription)
  const waits = await acceptOne(earlier, subscription)
  const steps = [
    { path: ['data', 1764], status: 'succeeded' as const, from: 1_764, to: 17_640, outputs },
    { path: ['data'], status: 'succeeded' as const, from: 0, to: 1, outputs: 'given' as const }
  ]
  await earlier.runs.finishFirst(firstRunOf(subscription, ended, { steps, result: outputs }), {
    ...{ erase: false, begun: false }
  })
  await earlier.waits.suspend(
    firstRunOf(subscription, waits, { status: waiting, finishedAt: null, steps: null, result: null }),
    { draws: [], wait: null, record: JSON.parse(JSON.stringify(outputs)), until, orderKey: null }
  )
  await earlier.close()
  const store = await openSqliteStore({ folder })
  expect(await store.keeping.unconcealed()).toHaveLength(2)
  await store.keeping.conceal(
    [ended, waits].map(({ id }) => ({ id, arrival: null, sealedBody: null, secrets: [secret], mark: MARK }))
  )
  const limits = { now: until - 2 * DAY, retry: DAY, held: DAY }
  expect(await store.waits.bringForward(limits, 0)).toBeNull()
  const whole = await store.runs.find(ended.id)
  const found = await store.waits.find(waits.id)
  await store.close()
  return { steps, whole, found }
}

test.each(['1764', 'true', 'data', 'given', 'waiting', 'succeeded', 'retry'])(
  'the secret “%s” is removed from texts of older runs, but not from names, numbers and run data',
  async secret => {
    const { steps, whole, found } = await concealOnce(secret)
    const left = (text: string): string => text.replaceAll(secret, MARK)
    const concealed = {
      data: { ok: true, at: until, text: left('a data of true 1764 b') },
      status: left('data'),
      short: 'abc'
    }
    expect(whole?.steps).toEqual([{ ...steps[0], outputs: concealed }, steps[1]])
    expect(whole?.result).toEqual(concealed)
    expect(found?.record).toEqual(concealed)
    expect(found?.run.status).toMatchObject({
      ...{ is: 'waiting', at: ['data', 'send'], until: until - DAY },
      waitsFor: { is: 'retry', cause: left('Got data, true and 1764.'), byService: true }
    })
  }
)

test('a secret of three characters stays in older runs, since it occurs in too many texts by chance', async () => {
  expect((await concealOnce('abc')).whole?.result).toEqual(outputs)
})

test('a delivery accepted after the file was opened is not searched, since its secrets were never stored', async () => {
  const folder = temporaryFolder()
  const fresh = await openSqliteStore({ folder })
  const subscription = await turnOn(fresh)
  const before = await acceptOne(fresh, subscription)
  expect(await fresh.keeping.unconcealed()).toEqual([])
  await fresh.close()

  const store = await openSqliteStore({ folder })
  await acceptOne(store, subscription)
  const requests = await store.keeping.unconcealed()
  expect(requests.map(({ delivery }) => delivery.id)).toEqual([before.id])
  await store.close()
})

// review: security M4
test('rows are searched again when the rules for secrets have grown', async () => {
  const folder = temporaryFolder()
  const earlier = await openSqliteStore({ folder })
  const delivery = await acceptOne(earlier, await turnOn(earlier))
  await earlier.close()
  const store = await openSqliteStore({ folder })
  const goThrough = async (open: typeof store) => {
    const ids = (await open.keeping.unconcealed()).map(({ delivery: { id } }) => id)
    await open.keeping.conceal([])
    while (await open.keeping.wipe());
    return ids
  }
  expect(await goThrough(store)).toEqual([delivery.id])
  expect(await store.keeping.unconcealed()).toEqual([])
  await store.close()
  // As the version before left it, which knew no secrets of handshakes in bodies.
  const db = new Database(join(folder, 'hookwright.db'))
  db.prepare("update settings set value = ? where name = 'concealing'").run('{"is":"done"}')
  db.close()

  const again = await openSqliteStore({ folder })
  expect(await goThrough(again)).toEqual([delivery.id])
  await again.close()
  const last = await openSqliteStore({ folder })
  expect(await last.keeping.unconcealed()).toEqual([])
  await last.close()
})
