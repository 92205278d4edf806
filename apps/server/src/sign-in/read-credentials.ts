import type { IncomingMessage } from 'node:http'
import { Fault } from '@hookwright/model'
import { z } from 'zod'

const mostBytes = 16 * 1024

const Credentials = z.object({ username: z.string().max(1000), password: z.string().max(1000) })

/** The name and password of a request to sign in. */
export type Credentials = z.infer<typeof Credentials>

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Fault('sign-in.unreadable', { why: 'it is too large' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('sign-in.unreadable', { why: 'its body is not JSON' })
  }
}

/**
 * Reads `{ username, password }` from a JSON body of at most 16 KiB. Only JSON is accepted, since a form on a foreign
 * page cannot send it.
 *
 * @throws `sign-in.unreadable`
 */
export const readCredentials = async (request: IncomingMessage): Promise<Credentials> => {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Fault('sign-in.unreadable', { why: 'its content type is not application/json' })
  }
  const read = Credentials.safeParse(parse(await readText(request)))
  if (!read.success) throw new Fault('sign-in.unreadable', { why: 'it has no username or no password' })
  return read.data
}
