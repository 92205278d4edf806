import type { FaultPoint } from '@hookwright/backend'
import type { Millis, Role } from '@hookwright/model'
import type { Machine } from '../effects/machine.ts'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { type Api, connectApi } from './api-client.ts'
import { type Beginning, keepBeginning, writeBeginning } from './beginning.ts'
import { cheapPasswordHash } from './cheap-password-hash.ts'
import { becomeAdmin, goodPassword, signInAs } from './sign-in.ts'
import { makeTempFolder } from './temp-folder.ts'

/** A test server with an admin. */
export interface TestServer extends RunningServer {
  dataFolder: string
  /** API client of the admin. */
  api: Api
  cookie: string
  /** API client without credentials. */
  anonymous: Api
  /** Adds a person and returns an API client that is signed in as that person. */
  add: (name: string, role: Role) => Promise<Api>
  /** Closes the server and keeps its folder for a restart. */
  close: () => Promise<void>
  /** Closes the server and deletes its folder. */
  remove: () => Promise<void>
}

/** Returns the environment variables of a test server: a free port, no log, and the given variables. */
export const variablesFor = (
  dataFolder: string,
  environment: Record<string, string> = {}
): Record<string, string> => ({
  PORT: '0',
  HOOKWRIGHT_DATA: dataFolder,
  HOOKWRIGHT_LOG_LEVEL: 'silent',
  ...environment
})

/** Options to open a test server. */
interface Opening {
  variables?: Record<string, string>
  /** Data folder of an earlier server, and the admin's session cookie of that server. */
  reopened?: { dataFolder: string; cookie: string }
  passing?: (point: FaultPoint) => void
  closingTime?: Millis
  machine?: Machine
  /** Path of the script of the OpenAPI thread. Without it OpenAPI documents are parsed on this thread. */
  openApiThread?: string
  /** Collects all log lines, which are discarded by default. */
  logged?: string[]
}

/**
 * Starts a server in this process. On a new folder it creates the first admin through the route of the
 * first-admin page.
 */
const openOn = async (dataFolder: string, params: Opening): Promise<Omit<TestServer, 'remove'>> => {
  const { variables, reopened, passing, closingTime, machine, openApiThread, logged } = params
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
    ...(machine === undefined ? {} : { machine }),
    ...(openApiThread === undefined ? {} : { openApiThread })
  })
  const cookie = reopened?.cookie ?? (await becomeAdmin((await server.firstAdminLink()) ?? ''))
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

/** Prefixes of the environment variables that affect the data written by a first start. */
const decisive = ['HOOKWRIGHT_PRACTICE_URL', 'HOOKWRIGHT_PUBLIC_URL', 'HOOKWRIGHT_SECRET_KEY']

/**
 * Returns true if a server can start from the prepared initial data. It cannot if it has its own machine, its
 * own log, or `decisive` variables.
 */
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

/**
 * Initial data of a server with defaults, created once and copied for each test server.
 *
 * Creating tables and hashing the admin's password takes ten times as long as a start.
 */
let usual: Promise<Beginning> | undefined

/**
 * Starts a test server in this process, by default on a new folder with a first admin.
 *
 * For an existing folder pass `reopened` with its path and the cookie of the admin's session.
 */
export const openServer = async (params: Opening = {}): Promise<TestServer> => {
  const { reopened } = params
  if (reopened !== undefined) {
    const server = await openOn(reopened.dataFolder, params)
    return { ...server, remove: server.close }
  }
  const temp = makeTempFolder()
  try {
    const server = await openOn(temp.folder, await layUsual(temp.folder, params))
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

/**
 * Copies the prepared initial data into the folder of a server with defaults. Returns the parameters to start
 * it.
 */
const layUsual = async (dataFolder: string, params: Opening): Promise<Opening> => {
  if (!isUsual(params)) return params
  usual ??= begin()
  const beginning = await usual
  writeBeginning(beginning, dataFolder)
  return { ...params, reopened: { dataFolder, cookie: beginning.cookie } }
}
