import type { AppRouter } from '@hookwright/api'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { z } from 'zod'

/** API client of one caller. */
export type Api = ReturnType<typeof connectApi>

/** Connects to a server's API with a session cookie, or anonymously. */
export const connectApi = (url: string, cookie: string | null) =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, headers: cookie === null ? {} : { cookie } })]
  })

/** Connects to a server's API with an API key. */
export const connectWithKey = (url: string, key: string): Api =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${key}` } })]
  })

/** Schema of the error fields that Hookwright adds to those of tRPC. */
const ErrorData = z.object({
  fault: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  httpStatus: z.number()
})

/** Fault in a response. */
export type AnsweredFault = z.infer<typeof ErrorData>['fault'] & { httpStatus: number }

/** Returns the fault and HTTP status of a failed call. Fails if the call succeeds. */
export const faultOf = async (call: Promise<unknown>): Promise<AnsweredFault> => {
  const found = await faultIn(call)
  if (found === null) throw new Error('The call was answered without a fault.')
  return found
}

/** Returns the fault of a call, or null if it succeeds. */
export const faultIn = async (call: Promise<unknown>): Promise<AnsweredFault | null> => {
  try {
    await call
    return null
  } catch (thrown) {
    if (!(thrown instanceof TRPCClientError)) throw thrown
    const { fault, httpStatus } = ErrorData.parse(thrown.data)
    return { ...fault, httpStatus }
  }
}
