import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '@hookwright/model'
import { runNode } from './child.ts'
import { overHttp } from './over-http.ts'
import { makeTempFolder } from './temp-folder.ts'
import { waitFor } from './wait-for.ts'

/** Service as emulated by the npm package `emulate`. */
export interface EmulatedService {
  url: string
  host: string
  stop: () => Promise<void>
}

/**
 * Starts a service of `emulate` in a process of its own on a loopback port, which the caller chooses,
 * since the seed may need the URL of a server that has to know this one. It is ready once the path answers.
 */
export const startEmulatedService = async (given: {
  service: 'google' | 'microsoft' | 'okta' | 'slack' | 'stripe' | 'twilio'
  port: number
  seed: JsonObject
  path: string
}): Promise<EmulatedService> => {
  const { service, port, seed, path } = given
  const { folder, remove } = makeTempFolder()
  const seedFile = join(folder, 'seed.json')
  writeFileSync(seedFile, JSON.stringify(seed))
  const command = fileURLToPath(new URL('./index.js', import.meta.resolve('emulate')))
  const child = runNode(
    [command, 'start', '--service', service, '--port', String(port), '--seed', seedFile],
    {}
  )
  const url = `http://127.0.0.1:${port}`
  await waitFor(
    () => overHttp(`${url}${path}`).catch(thrown => `${thrown} ${child.errors()}`),
    seen => typeof seen !== 'string'
  )
  return {
    url,
    host: new URL(url).host,
    stop: async () => {
      child.send('SIGTERM')
      await child.ended
      remove()
    }
  }
}
