import { createHash } from 'node:crypto'
import { Fault, type Id, type Millis, SECOND } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../draw.ts'
import { openBackend, type TestBackend } from '../open-backend.ts'
import { killable, type ProcessLifetime } from './killable.ts'
import { openService, type Service } from './service.ts'

/** Delivery that was answered with success. */
export interface Acked {
  id: Id
  /** Idempotency key of the sender; `null` if the sender sends none. */
  key: string | null
  name: string
  /** Number of times that the process was killed before the event was sent. */
  sentIn: number
}

/**
 * Flow's request that took effect at the service. `key` is its idempotency key, `name` its content, and
 * `life` the number of kills before it.
 */
export interface Effect {
  key: string
  name: string
  life: number
}

/** Simulated installation with one flow and its service, on a simulated clock. It survives any number of kills. */
export interface World {
  flowId: Id
  drawn: TestConnector
  service: Service
  acked: Acked[]
  /** Effects in the order in which the service received them. */
  effects: Effect[]
  /** Returns the number of kills so far. */
  kills: () => number
  backend: () => TestBackend['backend']
  store: () => Store
  clock: () => Millis
  /**
   * Runs an action of a user or sender, and all work that follows from it. A fault returned by the product
   * does not fail the test.
   */
  act: (what: () => Promise<unknown>) => Promise<void>
  /** Advances the clock and the timers. */
  pass: (by: Millis) => Promise<void>
  /** Changes the system clock without advancing the timers. */
  setClock: (by: Millis) => void
  /** Kills the process now, or when it next passes this fault point. */
  kill: (at: string | null) => Promise<void>
  close: () => Promise<void>
}

/** Choices of the event's option Topic. */
export const topics = ['hired', 'left'] as const

/**
 * Creates the data folder of all simulated installations, with their connector and flow. Each installation
 * starts with a copy of the folder.
 */
export const drawWorld = async (folder: string): Promise<{ flowId: Id; drawn: TestConnector }> => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend, {
    registers: true,
    renews: true,
    captures: true,
    topics: true,
    receiving: { deliveryId: '{header.x-id}' }
  })
  const flowId = await addNotifyingFlow(first.backend, drawn, 'one', null, { topic: topics[0] })
  await first.backend.stop()
  await first.crash()
  return { flowId, drawn }
}

/** Formats 16 bytes as an id. */
const idOf = (bytes: Buffer): Id => {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-'
  )
}

/** Number of idle turns of the event loop after which all work counts as done. */
const calmTurns = 6
/** Timeout for work that is not blocked, in milliseconds. */
const patience = 20_000

/** Opens a simulated installation. `plant` adds a bug to the store. */
export const openWorld = async (
  folder: string,
  params: { flowId: Id; drawn: TestConnector; seed: number; plant?: (store: Store) => Store }
): Promise<World> => {
  let drawn = 0
  const digest = (): Buffer => createHash('sha256').update(`${params.seed}/${drawn++}`).digest()
  /** System clock. `steady` is the monotonic clock of the timers. */
  let wall = Date.UTC(2030, 0, 1)
  let steady = 0
  let killAt: string | null = null
  let kills = 0
  const effects: Effect[] = []
  const service = openService(
    () => wall,
    () => digest().toString('hex')
  )

  const live = async () => {
    const life: ProcessLifetime = { dead: false, open: 0 }
    const timers = new Set<{ at: Millis; act: () => void }>()
    let died: () => void = () => {}
    const death = new Promise<'killed'>(resolve => {
      died = () => resolve('killed')
    })
    const die = (): void => {
      life.dead = true
      killAt = null
      timers.clear()
      died()
    }
    const opened = await openBackend(
      folder,
      (request, signal) => {
        if (life.dead) return new Promise<never>(() => {})
        const key = request.headers['Idempotency-Key'] ?? ''
        if (request.url === '/names') effects.push({ key, name: request.body ?? '', life: kills })
        return service.answer(request, signal)
      },
      undefined,
      {
        store: store => killable(life, params.plant?.(store) ?? store),
        effects: effects => ({
          ...effects,
          clock: () => wall,
          newId: () => idOf(digest()),
          random: () => digest().readUInt32BE() / 2 ** 32,
          randomBytes: count => digest().subarray(0, count),
          after: (delay, act) => {
            const timer = { at: steady + delay, act }
            if (!life.dead) timers.add(timer)
            return () => void timers.delete(timer)
          },
          passing: point => {
            if (point === killAt && !life.dead) die()
          }
        })
      }
    )
    return { life, timers, death, die, opened }
  }
  let now = await live()

  const start = async (): Promise<void> => {
    const { backend } = now.opened
    const started = async () => {
      await backend.checkKey()
      await backend.resume()
    }
    await Promise.race([started(), now.death])
    if (!now.life.dead) void backend.recover()
  }

  const comeToRest = async (): Promise<void> => {
    const until = Date.now() + patience
    for (let calm = 0; calm < calmTurns; ) {
      await new Promise(resolve => setImmediate(resolve))
      if (now.life.dead) {
        kills += 1
        await now.opened.crash()
        now = await live()
        await start()
      }
      calm = now.life.open === 0 ? calm + 1 : 0
      if (Date.now() > until) throw new Error('It does not come to rest.')
    }
  }

  const act: World['act'] = async what => {
    const wrong: unknown[] = []
    // What waits for the service is not waited for here.
    void what().catch(thrown => {
      if (!(thrown instanceof Fault) || thrown.code === 'internal') wrong.push(thrown)
    })
    await comeToRest()
    if (wrong.length > 0) throw wrong[0]
  }
  await start()
  await comeToRest()

  return {
    flowId: params.flowId,
    drawn: params.drawn,
    service,
    acked: [],
    effects,
    kills: () => kills,
    backend: () => now.opened.backend,
    store: () => now.opened.store,
    clock: () => wall,
    act,
    pass: async by => {
      const end = steady + by
      for (;;) {
        const [next] = [...now.timers].toSorted((one, other) => one.at - other.at)
        const at = Math.max(steady, Math.min(next?.at ?? end, end))
        wall += at - steady
        steady = at
        if (next === undefined || next.at > end) return
        now.timers.delete(next)
        next.act()
        await comeToRest()
      }
    },
    setClock: by => {
      wall += by
    },
    kill: async at => {
      killAt = at
      if (at === null) now.die()
      await comeToRest()
    },
    close: async () => {
      now.die()
      await new Promise(resolve => setImmediate(resolve))
      await now.opened.crash()
    }
  }
}

/** Registration timeout plus one second. */
export const OVER_A_MINUTE: Millis = 61 * SECOND
