import { join } from 'node:path'
import { condition } from '../bench/product/documents.ts'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { type Product, startProduct } from '../bench/product/start-product.ts'
import { startLoad } from './start-load.ts'

/** A server whose only flow is under load, and that is ended and started again. */
export interface LoadedServer {
  /** Process that runs now; `startAgain` replaces it. */
  product: Product
  readonly url: string
  readonly database: string
  readonly cookie: string
  readonly load: ReturnType<typeof startLoad>
  /** Ends of its lives so far, by the clock of the machine. */
  readonly endedAt: number[]
  /** Options with which it is started, for others that start on its folder and its port. */
  readonly data: { folder: string; env?: Record<string, string>; port: number }
  /** Starts it again on its port. */
  readonly startAgain: () => Promise<void>
}

/** Flow for the requests of `startLoad`: one part of the body extracted by the event, and one condition on it. */
const lookingFlow = { picks: { id: ['id'] }, flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }] }

/**
 * Starts a server in a folder, puts it under load and runs work with it; then it is killed, unless it has ended.
 *
 * @param more.env its variables
 * @param more.perSecond rate of the load
 */
export async function withLoadedServer<Result>(
  folder: string,
  { perSecond, ...more }: { env?: Record<string, string>; nodeFlags?: string[]; perSecond?: number },
  work: (server: LoadedServer) => Promise<Result>
): Promise<Result> {
  const data = { folder: join(folder, 'data'), ...more }
  const first = await startProduct({ ...data, port: 0, isNew: true })
  let server: LoadedServer | undefined
  try {
    const { api, cookie } = await becomeAdmin(first.firstAdminLink)
    const { eventUrl: url } = await prepareOne(api, lookingFlow)
    const port = Number(new URL(url).port)
    const endedAt: number[] = []
    const load = startLoad([{ url }], () => endedAt.length, perSecond)
    const own: LoadedServer = {
      ...{ product: first, url, database: first.database, cookie, load, endedAt, data: { ...data, port } },
      startAgain: async () => {
        own.product = await startProduct({ ...data, port, isNew: false })
      }
    }
    server = own
    return await work(own)
  } finally {
    const { child, ended } = server?.product ?? first
    child.kill('SIGKILL')
    await ended
  }
}
