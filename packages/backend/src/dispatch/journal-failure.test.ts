import { Fault, MINUTE } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Creates a store on a disk that fails the next journal write on demand. */
const failingDisk = () => {
  let refuses: 'intend' | 'record' | null = null
  const failOnce = (what: 'intend' | 'record'): void => {
    if (refuses !== what) return
    refuses = null
    throw new Fault('storage.failed', { why: 'the disk is full' })
  }
  const around = (store: Store): Store => ({
    ...store,
    runs: {
      ...store.runs,
      intend: async (run, entry) => {
        failOnce('intend')
        return store.runs.intend(run, entry)
      },
      record: async (run, entry, begun) => {
        failOnce('record')
        return store.runs.record(run, entry, begun)
      }
    }
  })
  return {
    around,
    refuse: (what: 'intend' | 'record') => {
      refuses = what
    },
    hasRefused: () => refuses === null
  }
}

const open = async () => {
  const disk = failingDisk()
  const one = await openBackend(folder, acceptingService, {}, { store: disk.around })
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one', null, {
    waits: 0
  })
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.recover()
  const ended = (id: string) =>
    pollUntil(
      async () => {
        one.moveClock(MINUTE)
        return one.store.runs.find(id)
      },
      run => run?.status.is === 'succeeded' || run?.status.is === 'failed'
    )
  return { one, disk, eventUrl, ended }
}

// review: cores A6
test('an effect whose result could not be written at first is done once, and its run succeeds', async () => {
  const { one, disk, eventUrl, ended } = await open()
  disk.refuse('record')
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  expect(await ended(id)).toMatchObject({ id, status: { is: 'succeeded' } })
  expect(disk.hasRefused()).toBe(true)
  expect(one.sent.map(({ url }) => url)).toEqual(['/names', '/names/again'])
  await one.crash()
})

// review: cores A6
test('a replay whose journal could not be written at first continues as the same run', async () => {
  const { one, disk, eventUrl, ended } = await open()
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await ended(id)
  disk.refuse('record')
  const replay = await one.backend.deliveries.replay(id)
  expect(await ended(replay)).toMatchObject({ id: replay, status: { is: 'succeeded' } })
  expect(disk.hasRefused()).toBe(true)
  expect(one.sent).toHaveLength(4)
  await one.crash()
})

// review: cores A6
test('a run that is stopped while the disk refuses its journal is made again under the same id', async () => {
  let isFull = true
  const first = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        runs: {
          ...store.runs,
          record: async (run, entry, begun) => {
            if (isFull) throw new Fault('storage.failed', { why: 'the disk is full' })
            return store.runs.record(run, entry, begun)
          }
        }
      })
    }
  )
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one')
  const { eventUrl } = await turnOn(first, flowId)
  await first.backend.recover()
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => first.sent.length,
    seen => seen === 1
  )
  const stopping = first.backend.stop()
  first.moveClock(MINUTE)
  await stopping
  expect((await first.store.deliveries.find(id))?.delivery.status).toEqual({ is: 'accepted' })
  await first.crash()
  isFull = false

  const second = await openBackend(folder)
  await second.backend.recover()
  expect(await second.store.runs.find(id)).toMatchObject({ status: { is: 'succeeded' } })
  await second.crash()
})
