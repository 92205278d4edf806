import type { FaultPoint } from '@hookwright/backend'
import type { Millis, Role } from '@hookwright/model'
import type { Machine } from '../effects/machine.ts'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { type Api, connectApi } from './api-client.ts'
import { type Beginning, keepBeginning, layBeginning } from './beginning.ts'
import { cheapPasswordHash } from './cheap-password-hash.ts'
import { becomeAdmin, goodPassword, signInAs } from './sign-in.ts'
import { makeTempFolder } from './temp-folder.ts'

/** A server of a test, with an admin. */
export interface TestServer extends RunningServer {
  dataFolder: string
  /** The API as the admin calls it, and the admin's session cookie. */
  api: Api
  cookie: string
  /** The API as nobody calls it. */
  anonymous: Api
  /** Adds a person and returns the API as called by them. */
  add: (name: string, role: Role) => Promise<Api>
  /** Closes it and keeps its folder, to be opened again. */
  close: () => Promise<void>
  /** Closes it and takes its folder away. */
  remove: () => Promise<void>
}

/** The variables of a test's server: loopback, a free port, no log; what is given comes on top. */
export const variablesFor = (
  dataFolder: string,
  given: Record<string, string> = {}
): Record<string, string> => ({
  PORT: '0',
  HOOKWRIGHT_DATA: dataFolder,
  HOOKWRIGHT_LOG_LEVEL: 'silent',
  ...given
})

/** Options to open a test server. */
interface Opening {
  variables?: Record<string, string>
  /** A folder that was opened before, and the admin's session there. */
  reopened?: { dataFolder: string; cookie: string }
  passing?: (point: FaultPoint) => void
  closingTime?: Millis
  machine?: Machine
  /** Collects all lines of the log; they are discarded as a default. */
  logged?: string[]
}

/** Starts a server in this process, with the first admin made on the page for it unless its folder was opened before. */
const openOn = async (dataFolder: string, given: Opening): Promise<Omit<TestServer, 'remove'>> => {
  const { variables, reopened, passing, closingTime, machine, logged } = given
  const environment = readEnvironment(variablesFor(dataFolder, variables))
  const log = openLog({
    level: logged === undefined ? environment.logLevel : 'trace',
    ...(logged && { destination: { write: line => void logged.push(line) } })
  })
  const server = await startServer({
    environment,
    log,
    passwordHash: cheapPasswordHash,
    ...(passing === undefined ? {} : { passing }),
    ...(closingTime === undefined ? {} : { closingTime }),
    ...(machine === undefined ? {} : { machine })
  })
  const cookie = reopened?.cookie ?? (await becomeAdmin(server.firstAdminLink() ?? ''))
  const api = connectApi(server.url, cookie)
  return {
    ...server,
    dataFolder,
    api,
    cookie,
    anonymous: connectApi(server.url, null),
    add: async (name, role) => {
      await api.people.add.mutate({ name, password: goodPassword, role })
      return connectApi(server.url, await signInAs(server.url, name))
    }
  }
}

/** Prefixes of the variables that affect what a first start writes. */
const decisive = ['HOOKWRIGHT_PRACTICE_URL', 'HOOKWRIGHT_PUBLIC_URL', 'HOOKWRIGHT_SECRET_KEY']

/** Returns whether a server starts with defaults and without an observer. */
const isUsual = ({ variables = {}, machine, logged }: Opening): boolean =>
  machine === undefined &&
  logged === undefined &&
  !Object.keys(variables).some(name => decisive.some(one => name.startsWith(one)))

const begin = async (): Promise<Beginning> => {
  const { folder, remove } = makeTempFolder()
  try {
    const server = await openOn(folder, {})
    await server.close()
    return keepBeginning(folder, server.cookie)
  } finally {
    remove()
  }
}

/** Made once: to write the tables and to hash the admin's password takes ten times as long as to start on what was written. */
let usual: Promise<Beginning> | undefined

/**
 * Starts a server in this process, on a fresh folder with a first admin unless one is given. `cookie` is the admin's
 * session on a folder that was opened before.
 */
export const openServer = async (given: Opening = {}): Promise<TestServer> => {
  const { reopened } = given
  if (reopened !== undefined) {
    const server = await openOn(reopened.dataFolder, given)
    return { ...server, remove: server.close }
  }
  const temp = makeTempFolder()
  try {
    const server = await openOn(temp.folder, await layUsual(temp.folder, given))
    return {
      ...server,
      remove: async () => {
        await server.close()
        temp.remove()
      }
    }
  } catch (thrown) {
    temp.remove()
    throw thrown
  }
}

/** Lays what servers usually begin with into the folder of one that begins so. */
const layUsual = async (dataFolder: string, given: Opening): Promise<Opening> => {
  if (!isUsual(given)) return given
  usual ??= begin()
  const beginning = await usual
  layBeginning(beginning, dataFolder)
  return { ...given, reopened: { dataFolder, cookie: beginning.cookie } }
}
