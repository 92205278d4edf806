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
import type { AgentAccess } from './agent-access.ts'
import { inputFault } from './input-fault.ts'
import { mustBeOpenToKey, type RequestKey } from './key-access.ts'
import { isAct, type Member, mayCall, type Person } from './permissions.ts'
import { prepareRecord } from './record-act.ts'

/** Version and URLs of this installation, and URLs of its practice services. */
export interface Installation {
  /** Version of the server, such as 0.7.0. */
  version: string
  publicUrl: string
  /** URL of the practice service Acme HR; null if the practice services are not running. */
  practiceUrl: string | null
  /** URL of the practice service Acme Chat; null if the practice services are not running. */
  chatUrl: string | null
}

/** Properties of the running server, for its operators. */
export interface ServerFacts {
  /** Start time of the server. */
  startedAt: Millis
  processId: number
  /** Absolute path of the data folder. */
  dataFolder: string
  database: 'SQLite' | 'PostgreSQL'
  /**
   * Checks that the data folder can be written and read and has free space. Returns the reasons of a failure.
   */
  health: () => Promise<{ ready: boolean; reasons: string[] }>
}

/** Context of a request. */
export interface Context {
  person: Person | null
  /** API key that authenticates the request; null for a browser session. */
  key: RequestKey | null
  /** Fault of an invalid API key; null for a valid key and without a key. */
  refused: Fault | null
  backend: Backend
  people: {
    /** Lists the members, sorted by name. */
    list: () => Promise<Member[]>
    add: (params: { name: string; password: string; role: Role; by: Id }) => Promise<Person>
    /**
     * Changes the role of a member, effective from their next request.
     * @throws `person.gone`, `person.last-admin`
     */
    setRole: (params: { personId: Id; role: Role }) => Promise<void>
    /**
     * Sets a password and ends all sessions of the person. Throws `person.gone`,
     * `person.own-password`, `password.too-short`, `password.too-long`, `password.too-common`.
     */
    setPassword: (params: { personId: Id; password: string; by: Id }) => Promise<void>
    /**
     * Changes the caller's own password and ends their other sessions. Throws `sign-in.needed`,
     * `sign-in.too-many-tries`, `password.wrong`, `password.unchanged`, `password.too-short`,
     * `password.too-long`, `password.too-common`.
     */
    changeOwnPassword: (params: { currentPassword: string; newPassword: string }) => Promise<void>
    /**
     * Checks that a member can be removed.
     * @throws the faults of `remove`
     */
    mustBeRemovable: (params: { personId: Id; by: Id }) => Promise<void>
    /**
     * Removes a person and ends all their sessions. Throws `person.gone`, `person.last-admin`,
     * `person.yourself`.
     */
    remove: (params: { personId: Id; by: Id }) => Promise<void>
    /** Returns the name of a person, or null for a former member. */
    nameOf: (id: string) => string | null
  }
  agentAccess: AgentAccess
  installation: Installation
  server: ServerFacts
  sample: {
    /**
     * Installs the sample.
     * @throws `sample.no-practice`, `sample.name-taken`, `sample.older`, `sample.chat-refused`
     */
    load: (person: Person) => Promise<Sample>
    /** Returns the person's sample; null if it is not installed. */
    find: (person: Person) => Promise<Sample | null>
  }
  /**
   * Returns the key of the session that authenticates this request.
   * @throws `sign-in.needed`
   */
  session: () => string
  /** Host and port in the URL of the page. */
  host: string
  /**
   * Resolves when the session of this request has ended, the person's role has changed, or the
   * signal is aborted.
   */
  untilAnother: (signal: AbortSignal) => Promise<'signed-out' | 'another-role' | 'aborted'>
}

/**
 * Sample: connectors for the practice services, with connections to them and a flow of the person.
 */
export interface Sample {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: Id
  flowId: Id
  /**
   * Connector and connection of the second practice service, Acme Chat. Null for a sample that an older
   * version installed.
   */
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

/** Converts a fault to a tRPC error. This is the only place where faults are converted. */
export const asTrpcError = (fault: Fault): TRPCError => {
  const status = httpStatusOf(fault.code)
  const code =
    Object.entries(codes).find(([known]) => Number(known) === status)?.[1] ?? 'INTERNAL_SERVER_ERROR'
  return new TRPCError({ code, message: fault.message, cause: fault })
}

/**
 * Messages for requests that are rejected before any procedure is called, such as invalid JSON. The keys are
 * error codes of tRPC.
 */
const unread: Partial<Record<TRPCError['code'], string>> = {
  BAD_REQUEST: 'The request is not a valid API call.',
  PARSE_ERROR: 'The request is not valid JSON.',
  PAYLOAD_TOO_LARGE: 'The request is too large. Send a smaller one.',
  METHOD_NOT_SUPPORTED: 'The HTTP method is not supported: send a query as GET and a mutation as POST.',
  UNSUPPORTED_MEDIA_TYPE: 'The content type is not supported. Send the request as application/json.'
}

/** Maximum number of procedure calls in one request. It equals the batch size of the web app. */
export const MOST_IN_BATCH = 20

/** Message of tRPC for a request with too many calls. tRPC has no error code for this error. */
const TOO_MANY_IN_BATCH = 'Batch call exceeds maximum size'

/** Returns the fault of an error. Invalid requests and inputs are faults, too. */
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
 * Middleware of every procedure: checks sign-in or API key, the permission table, and the key's
 * limits. Writes the audit log. Converts faults to tRPC errors.
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
