import type { AppRouter } from '@hookwright/api'
import { Fault } from '@hookwright/model'
import { createTRPCClient, type getFetch, httpLink, TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import type { CliContext } from '../kernel/command.ts'
import { codeOfFault, commandFault, reasonOf } from '../kernel/faults.ts'
import type { Target } from './choose-target.ts'

/** Client of a server's API. */
export type ServerApi = ReturnType<typeof createClient>

/** System errors that occur before any byte of a request has reached the server. */
const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|UND_ERR_CONNECT_TIMEOUT/

/** Maximum time for one answer, in milliseconds. */
const LONGEST_ANSWER = 120_000

const createClient = ({ url, apiKey }: Target, context: CliContext) => {
  const send: ReturnType<typeof getFetch> = async (input, init) => {
    const signal = AbortSignal.any([context.stopping, AbortSignal.timeout(LONGEST_ANSWER)])
    const failed = (thrown: unknown): Fault => {
      const why = reasonOf(thrown)
      const isLost = init?.method === 'POST' && !neverSent.test(why)
      return commandFault(isLost ? 'server-lost' : 'server-unreachable', { url, why })
    }
    const response = await context
      .fetch(input, { ...init, redirect: 'manual', signal })
      .catch((thrown: unknown) => Promise.reject(failed(thrown)))
    const text = await response.text().catch((thrown: unknown) => Promise.reject(failed(thrown)))
    const { status, headers } = response
    if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) {
      throw commandFault('server-foreign', { url, status })
    }
    return new Response(text, { status, headers: { 'content-type': 'application/json' } })
  }
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/trpc`,
        headers: () => ({ authorization: `Bearer ${apiKey.reveal()}` }),
        fetch: send
      })
    ]
  })
}

const ErrorData = z.object({
  path: z.string().optional(),
  fault: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()]))
  })
})

/** Returns the code of the server's fault in a thrown error; `null` for any other error. */
export const serverCodeOf = (thrown: unknown): string | null => {
  const answered = thrown instanceof TRPCClientError ? ErrorData.safeParse(thrown.data) : null
  return answered?.success ? answered.data.fault.code : null
}

/**
 * Returns true if no server answered, for example during a restart behind a proxy. The call may succeed
 * later.
 */
export const isUnanswered = (thrown: unknown): boolean =>
  thrown instanceof TRPCClientError &&
  thrown.cause instanceof Fault &&
  ['server-unreachable', 'server-foreign'].includes(codeOfFault(thrown.cause))

/**
 * Converts an error of an API call to a fault. Errors that do not come from the API client are returned
 * unchanged.
 */
const faultBehind = (thrown: unknown, { url, version }: { url: string; version: string }): unknown => {
  if (!(thrown instanceof TRPCClientError)) return thrown
  if (thrown.cause instanceof Fault) return thrown.cause
  const answered = ErrorData.safeParse(thrown.data)
  if (!answered.success) return commandFault('server-foreign', { url, status: 200 })
  const { fault, path = '' } = answered.data
  if (fault.code === 'page.gone') return commandFault('server-older', { url, version, call: path })
  return new Fault('command.failed', { ...fault.details, code: fault.code, what: fault.message })
}

/** Returns the message “The server at … is Hookwright 1.2, but this command is 1.1. …”. */
const sayVersions = (params: { url: string; server: string; command: string }): string =>
  `The server at ${params.url} is Hookwright ${params.server}, but this command is ${params.command}. Use the same version of both.`

/**
 * Compares the server's version, then runs the calls. Throws the server's faults as `command.failed` with
 * their code, and `server-unreachable`, `server-lost`, `server-foreign`, `server-older`.
 */
export const atServer = async <Result>(
  target: Target,
  context: CliContext,
  act: (api: ServerApi) => Promise<Result>
): Promise<Result> => {
  const api = createClient(target, context)
  try {
    const { version } = await api.installation.get.query()
    if (version !== context.version) {
      context.warn(sayVersions({ url: target.url, server: version, command: context.version }))
    }
    return await act(api)
  } catch (thrown) {
    throw faultBehind(thrown, { url: target.url, version: context.version })
  }
}
