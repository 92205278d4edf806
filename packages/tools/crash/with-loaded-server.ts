import { join } from 'node:path'
import { condition } from '../bench/product/documents.ts'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { type Product, startProduct } from '../bench/product/start-product.ts'
import { startLoad } from './start-load.ts'

/** Server with one flow under load, which can be stopped and started again. */
export interface LoadedServer {
  /** Currently running process. `startAgain` replaces it. */
  product: Product
  readonly url: string
  readonly database: string
  readonly cookie: string
  readonly load: ReturnType<typeof startLoad>
  /** Times when the server ended, in milliseconds since 1970. */
  readonly endedAt: number[]
  /** Options of the start, for other servers on the same folder and port. */
  readonly data: { folder: string; env?: Record<string, string>; port: number }
  /** Starts the server again on its port. */
  readonly startAgain: () => Promise<void>
}

/**
 * Flow that receives the requests of `startLoad`. Its event extracts the id from the body, and one condition
 * checks it.
 */
const lookingFlow = { picks: { id: ['id'] }, flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }] }

/**
 * Starts a server in a folder, puts it under load and runs work with it. Then kills it, unless it has ended.
 *
 * @param more.env environment variables of the server
 * @param more.perSecond rate of the load, in deliveries per second
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
