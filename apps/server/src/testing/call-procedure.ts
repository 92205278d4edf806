import { type Act, appRouter } from '@hookwright/api'
import { z } from 'zod'
import { openEventStream } from './event-stream.ts'
import { overHttp } from './over-http.ts'

/** Response of a procedure: its data, or the fault. */
export interface Answer {
  status: number
  data: unknown
  fault: { code: string; message: string } | null
}

const Answered = z.union([
  z.object({ result: z.object({ data: z.unknown().optional() }) }),
  z.object({
    error: z.object({ data: z.object({ fault: z.object({ code: z.string(), message: z.string() }) }) })
  })
])

/** Schema of a tRPC procedure: a function with its type, which is query, mutation or subscription. */
const Procedure = z.custom<{ _def: { type: string } }>(
  value => typeof value === 'function' && '_def' in value
)

const kindOf = (act: Act): string => {
  const procedures: Record<string, unknown> = appRouter._def.procedures
  return Procedure.parse(procedures[act])._def.type
}

const Failed = z.object({
  data: z.object({ httpStatus: z.number(), fault: z.object({ code: z.string(), message: z.string() }) })
})

/** Returns the first message of a subscription, as the response to a call. */
const firstOf = async (url: string, credentials: Record<string, string>): Promise<Answer> => {
  const stream = await openEventStream(url, credentials)
  for (;;) {
    const said = await stream.next()
    if (said === null) throw new Error('The subscription ended without a word.')
    if (said.event === 'connected') continue
    stream.close()
    if (said.event === 'message') return { status: 200, data: JSON.parse(said.data), fault: null }
    const { data } = Failed.parse(JSON.parse(said.data))
    return { status: data.httpStatus, data: null, fault: data.fault }
  }
}

/** Calls a procedure over HTTP with any input. Throws if an error has no fault. */
export const callProcedure = async (
  url: string,
  params: { act: Act; cookie: string | null; key?: string; input: unknown }
): Promise<Answer> => {
  const { act, cookie, key, input } = params
  const credentials = {
    ...(cookie !== null && { cookie }),
    ...(key !== undefined && { authorization: `Bearer ${key}` })
  }
  const headers = { 'content-type': 'application/json', ...credentials }
  const text = input === undefined ? undefined : JSON.stringify(input)
  const kind = kindOf(act)
  const asks = kind !== 'mutation'
  const query = asks && text !== undefined ? `?input=${encodeURIComponent(text)}` : ''
  if (kind === 'subscription') return firstOf(`${url}/trpc/${act}${query}`, credentials)
  const answered = await overHttp(`${url}/trpc/${act}${query}`, {
    method: asks ? 'GET' : 'POST',
    headers,
    ...(asks || text === undefined ? {} : { body: text })
  })
  const read = Answered.parse(JSON.parse(answered.text))
  return 'result' in read
    ? { status: answered.status, data: read.result.data, fault: null }
    : { status: answered.status, data: null, fault: read.error.data.fault }
}
