import type { Backend } from '@hookwright/backend'
import {
  auditedActOf,
  Fault,
  httpStatusOf,
  type Id,
  type Millis,
  type Role,
  SECOND,
  toFault
} from '@hookwright/model'
import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { inputFault } from './input-fault.ts'
import { mustBeOpenToKey, type RequestKey } from './key-access.ts'
import { isAct, type Member, mayCall, type Person } from './permissions.ts'
import { prepareRecord } from './record-act.ts'

/** Version and addresses of this installation, and addresses of its practice services. */
export interface Installation {
  /** Version of the server, such as 0.7.0. */
  version: string
  publicUrl: string
  /** Acme HR, when the practice services run. */
  practiceUrl: string | null
  /** Acme Chat. */
  chatUrl: string | null
}

/** The running server, for those who look after it. */
export interface ServerFacts {
  /** Time of its start. */
  startedAt: Millis
  processId: number
  /** Absolute path of the data folder. */
  dataFolder: string
  /** Checks that it can write and read and has room; with the reasons when it cannot. */
  health: () => Promise<{ ready: boolean; reasons: string[] }>
}

/** Context of a request. */
export interface Context {
  person: Person | null
  /** Key of the request, by which the person is known; null for a browser session. */
  key: RequestKey | null
  /** Fault of a key that opens nothing. */
  refused: Fault | null
  backend: Backend
  people: {
    /** Sorted by name. */
    list: () => Member[]
    add: (given: { name: string; password: string; role: Role; by: Id }) => Promise<Person>
    /** Changes the role of a person from their next request on. Throws `person.gone`, `person.last-admin`. */
    setRole: (given: { personId: Id; role: Role }) => void
    /**
     * Ends all sessions of the person at once. Throws `person.gone`, `person.own-password`, `password.too-short`,
     * `password.too-long`, `password.too-common`.
     */
    setPassword: (given: { personId: Id; password: string; by: Id }) => Promise<void>
    /**
     * Changes the password of whoever makes this request, whose other sessions end at once. Throws `sign-in.needed`,
     * `sign-in.too-many-tries`, `password.wrong`, `password.unchanged`, `password.too-short`, `password.too-long`,
     * `password.too-common`.
     */
    changeOwnPassword: (given: { currentPassword: string; newPassword: string }) => Promise<void>
    /** Throws what `remove` throws. */
    mustBeRemovable: (given: { personId: Id; by: Id }) => void
    /** Ends all sessions of the person at once. Throws `person.gone`, `person.last-admin`, `person.yourself`. */
    remove: (given: { personId: Id; by: Id }) => void
    /** Name of a person, or null for a former member. */
    nameOf: (id: string) => string | null
  }
  installation: Installation
  server: ServerFacts
  sample: {
    /** Loads the sample. Throws `sample.no-practice`, `sample.name-taken`, `sample.older`, `sample.chat-refused`. */
    load: (person: Person) => Promise<Sample>
    /** Returns the person's sample, or null. */
    find: (person: Person) => Promise<Sample | null>
  }
  /** Key of the session of this request. Throws `sign-in.needed`. */
  session: () => string
  /** Host and port at which the page was opened. */
  host: string
  /** Resolves when the session of this request has ended or its person has another role, or once the signal is aborted. */
  untilAnother: (signal: AbortSignal) => Promise<'signed-out' | 'another-role' | 'aborted'>
}

/** The sample: connectors for the practice services, connections to them and a flow of the person's. */
export interface Sample {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: Id
  flowId: Id
  /** The second service with the connection that is ready; null for a sample of a version before it. */
  chat: { connectorId: Id; connectionId: Id } | null
}

const codes = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT'
} as const

/** Converts a fault to a tRPC error; nothing else does. */
export const asTrpcError = (fault: Fault): TRPCError => {
  const status = httpStatusOf(fault.code)
  const code =
    Object.entries(codes).find(([known]) => Number(known) === status)?.[1] ?? 'INTERNAL_SERVER_ERROR'
  return new TRPCError({ code, message: fault.message, cause: fault })
}

/** Sentences for requests that reached no procedure, by tRPC error code. */
const unread: Partial<Record<TRPCError['code'], string>> = {
  BAD_REQUEST: 'The request is not a valid API call.',
  PARSE_ERROR: 'The request is not valid JSON.',
  PAYLOAD_TOO_LARGE: 'The request is too large. Send a smaller one.',
  METHOD_NOT_SUPPORTED: 'The HTTP method is not supported: send a query as GET and a mutation as POST.',
  UNSUPPORTED_MEDIA_TYPE: 'The content type is not supported. Send the request as application/json.'
}

/** Most procedures that one request may call, as many as a page sends at once. */
export const MOST_IN_BATCH = 20

/** The message that tRPC gives when a request calls more than that; it has no code of its own. */
const TOO_MANY_IN_BATCH = 'Batch call exceeds maximum size'

/** The fault behind an error; a request or an input that cannot be used is one too. */
const faultBehind = ({ code, cause, message }: TRPCError): Fault => {
  if (message === TOO_MANY_IN_BATCH) {
    const what = `A request can call at most ${MOST_IN_BATCH} procedures. Split it into several requests.`
    return new Fault('input.invalid', { what })
  }
  if (cause instanceof Fault) return cause
  if (cause instanceof ZodError) return inputFault(cause)
  if (code === 'NOT_FOUND') return new Fault('page.gone')
  const what = unread[code]
  return what === undefined ? toFault(cause) : new Fault('input.invalid', { what })
}

const t = initTRPC.context<Context>().create({
  // A page that hears nothing for so long connects again; a ping in between says that nothing is all there is.
  sse: {
    ping: { enabled: true, intervalMs: 10 * SECOND },
    client: { reconnectAfterInactivityMs: 25 * SECOND }
  },
  errorFormatter: ({ shape, error }) => {
    const fault = faultBehind(error).toData()
    return {
      ...shape,
      message: fault.message,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, fault }
    }
  }
})

export const { router } = t

/**
 * Middleware of every procedure: checks sign-in or API key, the permission table, and the key's reach. Writes the audit
 * log. Faults become tRPC errors here.
 */
export const procedure = t.procedure.use(async ({ ctx, path, next, getRawInput }) => {
  const { person, refused } = ctx
  if (refused !== null) throw asTrpcError(refused)
  if (person === null) throw asTrpcError(new Fault('sign-in.needed'))
  if (!isAct(path) || !mayCall(person.role, path)) {
    throw asTrpcError(new Fault('permission.denied', { role: person.role, act: `call ${path}` }))
  }
  const signedIn = { ...ctx, person }
  // A procedure without an input is called without a body; one with an input refuses what cannot be read.
  const rawInput = (): Promise<unknown> => getRawInput().catch(() => undefined)
  try {
    await mustBeOpenToKey(signedIn, path, rawInput)
    const audited = auditedActOf(path)
    const record = audited && (await prepareRecord(signedIn, path, audited, await rawInput()))
    const result = await next({ ctx: signedIn })
    if (!result.ok && result.error.cause instanceof Fault) throw result.error.cause
    if (result.ok) await record?.(result.data)
    return result
  } catch (thrown) {
    throw thrown instanceof Fault ? asTrpcError(thrown) : thrown
  }
})
