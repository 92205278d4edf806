import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardSpecs } from '@hookwright/cards'
import type { HttpRequest, HttpResponse, Specs } from '@hookwright/engine'
import { type Alert, Fault, MINUTE, type Millis, type Role, tokenOf } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import type { Store } from '@hookwright/store'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { copyEmptyStore } from '@hookwright/store/testing'
import { onTestFinished } from 'vitest'
import { type Backend, createBackend } from '../backend.ts'
import type { GallerySource } from '../gallery/gallery-entries.ts'
import type { Effects, Sealer, ServiceClient, Settings } from '../kernel/effects.ts'

/**
 * Fake sealer that reverses texts instead of encrypting them. It refuses to open a text that was sealed for
 * another place.
 */
const turning: Sealer = {
  seal: (text, place) => Buffer.from(`${place}\n${text}`).reverse(),
  open: (sealed, place) => {
    const text = Buffer.from(sealed).reverse().toString()
    if (!text.startsWith(`${place}\n`)) throw new Fault('seal.broken')
    return text.slice(place.length + 1)
  },
  isCurrent: () => true
}

/** Backend on a real SQLite file, with the test's clock and service. */
export interface TestBackend {
  backend: Backend
  store: Store
  effects: Effects
  /** Requests that the backend's flows sent to the service, in order. */
  sent: HttpRequest[]
  logged: string[]
  /** Roles of members, by id; `null` for a removed member. Anyone not listed is a user. */
  roles: Map<string, Role | null>
  /** Moves the clock forward and runs the timers that are due by then. */
  moveClock: (by: Millis) => void
  clock: () => Millis
  /** Stops the backend like a process crash, without waiting for work in progress. Closes the file. */
  crash: () => Promise<void>
}

/** Pending timer on the test's clock. */
interface Wait {
  until: Millis
  end: () => void
}

/** Maximum delay of a Node timer. */
const LONGEST_TIMER: Millis = 2 ** 31 - 1

/** Default service of tests. It accepts all requests. */
export const acceptingService: ServiceClient = async () => ({ status: 200, headers: {}, body: '' })

/** Creates a temporary folder for a test, and a function that removes it. */
export const makeFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-backend-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Creates a temporary folder that is removed after the current test. */
export const testFolder = (): string => {
  const { folder, remove } = makeFolder()
  onTestFinished(remove)
  return folder
}

/** Wrappers that a test puts around the backend's dependencies. */
export interface BackendWrappers {
  store: (store: Store) => Store
  specs: (specs: Specs) => Specs
  effects: (effects: Effects) => Effects
  gallery: GallerySource
}

/** Opens a backend on this folder, without resuming or recovering any work. */
export const openBackend = async (
  folder: string,
  service: ServiceClient = acceptingService,
  {
    publicUrl = 'https://hooks.acme-hr.example',
    ratePerSecond = 0,
    burst = 0,
    networkPerSecond = 0,
    networkBurst = 0,
    runsAtOnce,
    isAfterDiskFailure = false
  }: Partial<Omit<Settings, 'publicUrl'> & { publicUrl: string }> = {},
  around: Partial<BackendWrappers> = {}
): Promise<TestBackend> => {
  await copyEmptyStore(folder)
  const store = await openSqliteStore({ folder })
  const sent: HttpRequest[] = []
  const roles = new Map<string, Role | null>()
  const logged: string[] = []
  let ahead = 0
  const clock = (): Millis => Date.now() + ahead
  const waits = new Set<Wait>()
  let gone = false
  const client: ServiceClient = (request, signal): Promise<HttpResponse> => {
    sent.push(request)
    return service(request, signal)
  }
  const effects: Effects = {
    clock,
    newId: randomUUID,
    random: Math.random,
    crypto: {
      hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
      hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest()
    },
    wait: async () => {},
    log: message => {
      if (!gone) logged.push(message)
    },
    newToken: () => tokenOf(randomBytes(32).toString('base64url')),
    randomBytes,
    hashToken: token => createHash('sha256').update(token).digest(),
    newSuffix: () => 'abc123',
    sealer: turning,
    cryptography: nodeCryptography,
    clientFor: () => client,
    ownClient: request => client(request, new AbortController().signal),
    surelyNotSent: fault => fault.details.sent === 'no',
    scrubber: () => value => value,
    after: (delay, act) => {
      const wait: Wait = { until: clock() + delay, end: () => {} }
      const timer = setTimeout(() => wait.end(), Math.min(delay, LONGEST_TIMER))
      wait.end = () => {
        clearTimeout(timer)
        if (waits.delete(wait)) act()
      }
      waits.add(wait)
      return () => {
        clearTimeout(timer)
        waits.delete(wait)
      }
    },
    soon: act => {
      setImmediate(act)
    },
    whenIdle: act => {
      setImmediate(act)
    },
    hasRoom: () => true,
    bodyThread: null,
    roleOf: personId => {
      const role = roles.get(personId)
      return role === undefined ? 'user' : role
    },
    passing: () => {}
  }
  const settings = {
    publicUrl: () => publicUrl,
    registrationTime: MINUTE,
    overlap: MINUTE,
    ratePerSecond,
    burst,
    networkPerSecond,
    networkBurst,
    ...(runsAtOnce !== undefined && { runsAtOnce }),
    isAfterDiskFailure,
    maxBody: 10 * 1_048_576,
    retentionDays: 30
  }
  return {
    backend: createBackend({
      store: around.store?.(store) ?? store,
      specs: around.specs?.(cardSpecs) ?? cardSpecs,
      effects: around.effects?.(effects) ?? effects,
      settings,
      transferSources: { gallery: around.gallery }
    }),
    store,
    effects,
    sent,
    logged,
    roles,
    moveClock: by => {
      ahead += by
      for (const wait of [...waits]) if (wait.until <= clock()) wait.end()
    },
    clock,
    crash: async () => {
      gone = true
      waits.clear()
      await store.close()
    }
  }
}

/** Returns all alerts, newest first. */
export const alertsOf = async ({ store }: Pick<TestBackend, 'store'>): Promise<Alert[]> =>
  (await store.alerts.list({ ownerId: null, limit: 100 })).rows

/** Opens a backend on a new folder. Both end with the current test. */
export const openForTest = async (
  ...params: Parameters<typeof openBackend> extends [string, ...infer Rest] ? Rest : never
): Promise<TestBackend & { folder: string }> => {
  const folder = testFolder()
  const one = await openBackend(folder, ...params)
  onTestFinished(one.crash)
  return { ...one, folder }
}
