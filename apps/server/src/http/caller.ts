import type { IncomingMessage } from 'node:http'
import type { Person, RequestKey } from '@hookwright/api'
import type { Backend } from '@hookwright/backend'
import { API_KEY_PREFIX, Fault, MINUTE, SECOND } from '@hookwright/model'
import { sessionKeyOf } from '../sign-in/session-cookie.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { countTries, type Try } from '../sign-in/tries.ts'

/** Sender of a request: a member by session or key, or nobody. */
export interface Caller {
  person: Person | null
  key: RequestKey | null
  /** Fault of an invalid API key; null for none. */
  refused: Fault | null
}

/** Functions that identify the sender of a request. */
export interface Callers {
  /** Returns the caller of a request, cached per request. A key takes precedence over a session. */
  of: (request: IncomingMessage) => Promise<Caller>
  /** Resolves when the session or key of a request ends or its role changes, or when the signal aborts. */
  untilAnother: (
    request: IncomingMessage,
    signal: AbortSignal
  ) => Promise<'signed-out' | 'another-role' | 'aborted'>
}

const nobody: Caller = { person: null, key: null, refused: null }

/** Interval for checking the API key of a client again while it is subscribed to changes. */
const LOOK = 10 * SECOND

/**
 * Returns the API key in the Authorization header. Keys elsewhere are ignored, since URLs and bodies end up in logs.
 */
const tokenOf = ({ headers }: IncomingMessage): string | null => {
  const token = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  // A proxy in front may send credentials of its own.
  return token?.startsWith(API_KEY_PREFIX) ? token : null
}

/**
 * Creates the identification of callers, by API key or session cookie. Invalid keys are counted per network,
 * like failed sign-ins. A valid key is never refused because of them, since 256 random bits cannot be
 * guessed.
 */
export const createCallers = (params: {
  apiKeys: Pick<Backend['apiKeys'], 'use' | 'look' | 'onRevocation'>
  signIn: Pick<SignIn, 'whoIs' | 'untilAnother' | 'nameOf'>
  originOf: (request: IncomingMessage) => Omit<Try, 'nameKey'>
  clock: () => number
  after: (delay: number, act: () => void) => () => void
  /** Returns the number of processes, including this one, that share the limits for invalid API keys. */
  sharedBy: () => number
}): Callers => {
  const { apiKeys, signIn, originOf, clock, after, sharedBy } = params
  const tries = countTries(clock, sharedBy)
  const known = new WeakMap<IncomingMessage, Promise<Caller>>()

  const refusalOf = async (request: IncomingMessage, token: string, fault: Fault): Promise<Fault> => {
    const wait = await tries.begin({ nameKey: sessionKeyOf(token), ...originOf(request) })
    if (wait === null) return fault
    return new Fault('api-key.too-many-tries', {
      minutes: Math.ceil(wait / MINUTE),
      seconds: Math.ceil(wait / SECOND)
    })
  }

  const byKey = async (request: IncomingMessage, token: string): Promise<Caller> => {
    try {
      const { key, role, ownItemsOnly } = await apiKeys.use(token)
      const { id, name, connectorIds, ownerId } = key
      const person = { id: ownerId, name: signIn.nameOf(ownerId) ?? '', role, ownItemsOnly }
      return { person, key: { id, name, connectorIds }, refused: null }
    } catch (thrown) {
      if (!(thrown instanceof Fault) || !thrown.code.startsWith('api-key.')) throw thrown
      return { ...nobody, refused: await refusalOf(request, token, thrown) }
    }
  }

  const find = async (request: IncomingMessage): Promise<Caller> => {
    const token = tokenOf(request)
    return token === null ? { ...nobody, person: await signIn.whoIs(request.headers) } : byKey(request, token)
  }

  const of = (request: IncomingMessage): Promise<Caller> => {
    const found = known.get(request) ?? find(request)
    known.set(request, found)
    return found
  }

  /** Waits for a revocation, the next check, or an abort of the signal. */
  const untilNextLook = (signal: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      const end = (): void => {
        cancel()
        stopListening()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const cancel = after(LOOK, end)
      const stopListening = apiKeys.onRevocation(end)
      signal.addEventListener('abort', end)
    })

  const untilKeyEnds = async (caller: Caller, keyId: string, signal: AbortSignal) => {
    while (!signal.aborted) {
      await untilNextLook(signal)
      if (signal.aborted) break
      const now = await apiKeys.look(keyId)
      if (now === null) return 'signed-out'
      const { role, ownItemsOnly } = caller.person ?? {}
      if (now.role !== role || now.ownItemsOnly !== ownItemsOnly) return 'another-role'
    }
    return 'aborted'
  }

  return {
    of,
    untilAnother: async (request, signal) => {
      const caller = await of(request)
      return caller.key === null
        ? signIn.untilAnother(request.headers, signal)
        : untilKeyEnds(caller, caller.key.id, signal)
    }
  }
}
