import { DAY, HOUR, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { sweepKeys } from './sweep-keys.ts'

test('keys that are a week old are deleted in batches, every hour, until the sweep is stopped', async () => {
  const { folder, remove } = makeFolder()
  const { store, crash, effects } = await openBackend(folder)
  const asked: number[] = []
  const forgotten = [500, 500, 3, 0]
  const forgetKeys: typeof store.deliveries.forgetKeys = async before => {
    asked.push(before)
    return forgotten.shift() ?? 0
  }
  const waits: number[] = []
  let next = (): void => {}
  const stop = sweepKeys({
    store: { ...store, deliveries: { ...store.deliveries, forgetKeys } },
    effects: {
      ...effects,
      clock: () => 8 * DAY,
      after: (time, act) => {
        waits.push(time)
        next = act
        return () => {
          next = () => {}
        }
      }
    }
  })
  for (let times = 0; times < 4; times++) {
    next()
    await Promise.resolve()
    await Promise.resolve()
  }
  expect(asked).toEqual([DAY, DAY, DAY, DAY])
  expect(waits).toEqual([SECOND, SECOND, SECOND, HOUR, HOUR])
  stop()
  next()
  expect(asked).toHaveLength(4)
  await crash()
  remove()
})
