import type { Role } from '@hookwright/api'
import type { Point } from '@hookwright/backend'
import type { Millis } from '@hookwright/model'
import type { Machine } from '../effects/machine.ts'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { type Api, connectApi } from './api-client.ts'
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
  /** Adds a person and gives the API as they call it. */
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

/**
 * Starts a server in this process, on a fresh folder unless one is given, with the first admin made on the page for
 * it. `cookie` is the admin's session on a folder that was opened before.
 */
export const openServer = async (
  given: {
    variables?: Record<string, string>
    reopened?: { dataFolder: string; cookie: string }
    passing?: (point: Point) => void
    closingTime?: Millis
    machine?: Machine
    /** Where the lines of its log go, all of them; nowhere unless said. */
    logged?: string[]
  } = {}
): Promise<TestServer> => {
  const { variables, reopened, passing, closingTime, machine, logged } = given
  const temp = reopened === undefined ? makeTempFolder() : null
  const dataFolder = reopened?.dataFolder ?? temp?.folder ?? ''
  const environment = readEnvironment(variablesFor(dataFolder, variables))
  const log = openLog({
    level: logged === undefined ? environment.logLevel : 'trace',
    ...(logged && { destination: { write: line => void logged.push(line) } })
  })
  const server = await startServer({
    environment,
    log,
    ...(passing === undefined ? {} : { passing }),
    ...(closingTime === undefined ? {} : { closingTime }),
    ...(machine === undefined ? {} : { machine })
  }).catch(thrown => {
    temp?.remove()
    throw thrown
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
    },
    remove: async () => {
      await server.close()
      temp?.remove()
    }
  }
}
