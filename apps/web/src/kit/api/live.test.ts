import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openLive, type WatchListener } from './live.ts'
import { openRefetching } from './refetching.ts'
import { openServerStatus } from './server-status.ts'

/**
 * Simulates a tab with a live connection. The test controls the server, the timers and the tab's visibility.
 */
const openTab = () => {
  const connections: { listener: WatchListener; isOpen: boolean }[] = []
  const asked: string[] = []
  const timers: { wait: number; act: () => void }[] = []
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const serverStatus = openServerStatus('1.0.0')
  const server = { answers: true }
  const live = openLive({
    watch: listener => {
      const connection = { listener, isOpen: true }
      connections.push(connection)
      return {
        unsubscribe: () => {
          connection.isOpen = false
        }
      }
    },
    refetching: {
      hear: told => void asked.push(told.map(({ topic }) => topic).join(' ')),
      catchUp: () => void asked.push('all')
    },
    serverStatus,
    page,
    answers: async () => server.answers,
    after: (wait, act) => void timers.push({ wait, act })
  })
  const shown = (state: DocumentVisibilityState): void => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const open = () => connections.filter(({ isOpen }) => isOpen)
  return {
    live,
    serverStatus,
    server,
    connections,
    open,
    asked,
    timers,
    shown,
    newest: () => connections.at(-1)?.listener
  }
}

test('it keeps one connection while anyone listens, and reports its state', () => {
  const tab = openTab()
  expect(tab.live.state()).toBe('closed')
  const close = tab.live.open()
  const closeOther = tab.live.open()
  expect(tab.live.state()).toBe('connecting')
  expect(tab.open()).toHaveLength(1)
  tab.newest()?.onConnected()
  expect(tab.live.state()).toBe('live')
  close()
  expect(tab.open()).toHaveLength(1)
  closeOther()
  expect(tab.open()).toHaveLength(0)
  expect(tab.live.state()).toBe('closed')
})

test('a hidden tab closes its connection, and refetches everything when it is visible again', () => {
  const tab = openTab()
  tab.live.open()
  tab.shown('hidden')
  expect(tab.open()).toHaveLength(0)
  tab.shown('visible')
  expect(tab.open()).toHaveLength(1)
  tab.newest()?.onInvalidations([])
  expect(tab.asked).toEqual(['all'])
})

test('messages go to queries and to listening pages', () => {
  const tab = openTab()
  tab.live.open()
  const heard: string[] = []
  const stop = tab.live.hear(told => void heard.push(...told.map(({ topic }) => topic)))
  tab.newest()?.onInvalidations([{ topic: 'runs', ids: [] }])
  stop()
  tab.newest()?.onInvalidations([{ topic: 'flows', ids: [] }])
  expect(heard).toEqual(['runs'])
  expect(tab.asked).toEqual(['runs', 'flows'])
})

test('a lost connection is opened again, with a growing delay until it holds', () => {
  const tab = openTab()
  tab.live.open()
  for (const wait of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
    tab.newest()?.onEnd(new Error('The line was cut.'))
    expect(tab.live.state()).toBe('connecting')
    const timer = tab.timers.at(-1)
    expect(timer?.wait).toBe(wait)
    timer?.act()
  }
  tab.newest()?.onInvalidations([])
  tab.newest()?.onEnd(new Error('The line was cut.'))
  expect(tab.timers.at(-1)?.wait).toBe(1_000)
})

test('a quiet page finds out by a probe that the server does not answer', async () => {
  const tab = openTab()
  tab.live.open()
  tab.newest()?.onConnected()
  const probe = async (): Promise<void> => {
    tab.timers.pop()?.act()
    await Promise.resolve()
    await Promise.resolve()
  }
  tab.newest()?.onConnecting()
  await probe()
  expect(tab.serverStatus.state()).toBe('fine')
  tab.server.answers = false
  await probe()
  expect(tab.serverStatus.state()).toBe('unreachable')
  tab.newest()?.onConnected()
  await probe()
  expect(tab.timers).toHaveLength(0)
})

test('no connection is open while nobody is signed in', () => {
  const tab = openTab()
  tab.live.open()
  tab.serverStatus.note({ code: 'sign-in.needed', message: 'Sign in.' })
  expect(tab.open()).toHaveLength(0)
  expect(tab.live.state()).toBe('closed')
  tab.serverStatus.note(null)
  expect(tab.open()).toHaveLength(1)
})

test('messages of a closed connection are ignored', () => {
  const tab = openTab()
  tab.live.open()
  const old = tab.newest()
  tab.shown('hidden')
  tab.shown('visible')
  old?.onInvalidations([{ topic: 'runs', ids: [] }])
  old?.onEnd(new Error('The line was cut.'))
  expect(tab.asked).toEqual([])
  expect(tab.open()).toHaveLength(1)
})

test('a query fetched before the server listened is fetched again', async () => {
  vi.useFakeTimers({ now: 1_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  const queryClient = new QueryClient()
  const after = (wait: number, act: () => void): void => void setTimeout(act, wait)
  const fetched: string[] = []
  const show = (procedure: string, took: number): void => {
    const observer = new QueryObserver(queryClient, {
      queryKey: [['flows', procedure], { type: 'query' }],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async () => {
        fetched.push(procedure)
        await new Promise(resolve => setTimeout(resolve, took))
        return fetched.length
      }
    })
    onTestFinished(observer.subscribe(() => {}))
  }
  let listener: WatchListener | null = null
  const live = openLive({
    watch: heard => {
      listener = heard
      return { unsubscribe: () => {} }
    },
    refetching: openRefetching({ queryClient, clock: () => Date.now(), after }),
    serverStatus: openServerStatus('1.0.0'),
    page: Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState }),
    answers: async () => true,
    after
  })
  const tell = (): void => listener?.onInvalidations([])
  onTestFinished(live.open())
  await vi.advanceTimersByTimeAsync(5)
  show('summaries', 1)
  await vi.advanceTimersByTimeAsync(5)
  show('list', 300)
  await vi.advanceTimersByTimeAsync(10)
  tell()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(fetched).toEqual(['summaries', 'list', 'summaries', 'list'])
})
